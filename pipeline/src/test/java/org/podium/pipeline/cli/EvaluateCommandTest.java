package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.SharedData;
import org.podium.pipeline.image.ImageFile;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.network.Numbers;
import org.podium.pipeline.network.Softmax;
import org.podium.pipeline.weights.Safetensors;

/** {@code podium evaluate}: figures that can be computed otherwise, and mistakes. */
class EvaluateCommandTest {
    private static final List<Double> MEAN = List.of(0.4, 0.5, 0.6);
    private static final List<Double> SD = List.of(0.2, 0.25, 0.3);
    private static final Map<String, Integer> INDEX = Map.of("blue", 0, "green", 1, "red", 2);

    @TempDir
    private static Path folder;

    private static Path weights;
    private static Path labels;

    @BeforeAll
    static void draw() throws IOException {
        TinyCompetition.in(folder.resolve("tiny"));
        labels = folder.resolve("tiny/data/train.csv");
        weights = TinyWeights.write(folder.resolve("three.safetensors"), 3);
    }

    private static Cli.Result evaluate(Object... more) throws Exception {
        List<Object> all = new ArrayList<>(List.of(
                "evaluate",
                "--weights",
                weights,
                "--size",
                32,
                "--precision",
                "fp32",
                "--threads",
                1,
                "--batch-size",
                7));
        all.addAll(List.of("--mean", "0.4,0.5,0.6", "--sd", "0.2,0.25,0.3"));
        all.addAll(List.of(more));
        return Cli.run(all.toArray());
    }

    /** What the network says of each image, one at a time. */
    @SuppressWarnings("try") // the scope frees what is made inside it
    private static List<float[]> logits(List<String> images) throws IOException {
        List<float[]> logits = new ArrayList<>();
        try (Network network = new Network(
                Networks.named(TinyWeights.NETWORK, TinyWeights.WIDTH, 3),
                TinyWeights.drawn(3),
                Numbers.FP32,
                MEAN,
                SD,
                Device.cpu())) {
            for (String image : images) {
                ByteBuffer pixels = ByteBuffer.allocateDirect(32 * 32 * 3);
                try (PointerScope scope = new PointerScope()) {
                    Mat mat = ImageFile.read(folder.resolve("tiny/data").resolve(image));
                    byte[] bytes = new byte[pixels.capacity()];
                    mat.data().get(bytes);
                    pixels.put(bytes);
                }
                logits.add(network.logits(pixels, 1, 32, 32)[0]);
            }
        }
        return logits;
    }

    @Test
    void figuresAreThoseOfTheNetwork() throws Exception {
        List<String> lines = Files.readAllLines(labels);
        List<String> images =
                lines.stream().skip(1).map(line -> line.split(",")[0]).toList();
        List<Integer> classes = lines.stream()
                .skip(1)
                .map(line -> INDEX.get(line.split(",")[1]))
                .toList();
        List<float[]> logits = logits(images);
        int right = 0;
        double loss = 0;
        for (int i = 0; i < classes.size(); i++) {
            float[] row = logits.get(i);
            int best = row[0] >= row[1] && row[0] >= row[2] ? 0 : row[1] >= row[2] ? 1 : 2;
            right += best == classes.get(i) ? 1 : 0;
            loss -= Softmax.logOf(row)[classes.get(i)];
        }
        Path out = folder.resolve("predictions.csv");
        Cli.Result result = evaluate("--labels", labels, "--out", out);
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isZero();
        assertThat(result.out().lines().limit(5))
                .containsExactly(
                        "network   resnet10, width 0.125, 3 classes, fp32",
                        "view      32 px",
                        "images    48",
                        String.format(Locale.ROOT, "top-1     %.4f", right / 48.0),
                        String.format(Locale.ROOT, "log-loss  %.4f", loss / 48));
        List<String> predictions = Files.readAllLines(out);
        assertThat(predictions).hasSize(49).first().isEqualTo("image,label,predicted,probability,label_probability");
        double[] first = Softmax.of(logits.get(0));
        String[] cells = predictions.get(1).split(",");
        assertThat(cells[0]).isEqualTo(images.get(0));
        assertThat(Double.parseDouble(cells[4])).isCloseTo(first[classes.get(0)], within(1e-5));
    }

    @Test
    void aFolderForEachClassIsATableToo() throws Exception {
        Path classes = folder.resolve("folders");
        for (String line : Files.readAllLines(labels).subList(1, 25)) {
            String[] cells = line.split(",");
            Path to = classes.resolve(cells[1]).resolve(cells[0].replace('/', '-'));
            Files.createDirectories(to.getParent());
            Files.copy(folder.resolve("tiny/data").resolve(cells[0]), to);
        }
        Path table = folder.resolve("tiny/data/half.csv");
        Files.write(table, Files.readAllLines(labels).subList(0, 25));
        Cli.Result byFolder = evaluate("--labels", classes, "--network", "resnet10", "--width", 0.125);
        Cli.Result byTable = evaluate("--labels", table);
        assertThat(byFolder.lines("images")).containsExactly("images    24");
        assertThat(byFolder.lines("top-1")).isEqualTo(byTable.lines("top-1"));
        assertThat(byFolder.lines("log-loss")).isEqualTo(byTable.lines("log-loss"));
    }

    @Test
    void anImageThatCannotBeDecodedIsNamed() throws Exception {
        Path table = folder.resolve("tiny/data/bad.csv");
        Files.writeString(table, "id,target\nbroken.png,0\n");
        Files.writeString(folder.resolve("tiny/data/broken.png"), "no image");
        Cli.Result result = evaluate("--labels", table);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).startsWith("podium: ").contains("broken.png").hasLineCount(1);
    }

    /** @param answer of standard error behind {@code podium: }, with {@code F} for the folder; the whole first line */
    private record Mistake(String answer, List<String> arguments) {}

    private static Mistake wrong(String answer, String... arguments) {
        return new Mistake(answer, List.of(arguments));
    }

    static List<Mistake> mistakes() {
        return List.of(
                wrong("weights: there is no file F/none.pth", "--weights", "F/none.pth", "--labels", "F/good.csv"),
                wrong("F/none.csv: no such file", "--labels", "F/none.csv"),
                wrong(
                        "F/columns.csv: no column is called as one that names the images usually is; there are picture,"
                                + " kind: choose with --image-column",
                        "--labels",
                        "F/columns.csv"),
                wrong(
                        "F/columns.csv: no column 'pictur'; did you mean 'picture'?",
                        "--labels",
                        "F/columns.csv",
                        "--image-column",
                        "pictur"),
                wrong(
                        "F/good.csv:2: there is no image F/elsewhere/one.png; choose their folder with --images",
                        "--labels",
                        "F/good.csv",
                        "--images",
                        "F/elsewhere"),
                wrong("F/range.csv:2: class 3, but the network's 3 classes are 0 to 2", "--labels", "F/range.csv"),
                wrong(
                        "F/names.csv: 2 classes by name, but the network has 3: write all of them to a file, one a line in"
                                + " the order of its outputs, and give it with --classes",
                        "--labels",
                        "F/names.csv"),
                wrong(
                        "F/names.csv:3: no class 'dog'; did you mean 'dogs'?",
                        "--labels",
                        "F/names.csv",
                        "--classes",
                        "F/classes.txt"),
                wrong("F/empty.csv: no row below the names of the columns", "--labels", "F/empty.csv"),
                wrong(
                        "F/headless.safetensors: there is no head of resnet18 in it that would tell the number of classes;"
                                + " see podium weights inspect",
                        "--labels",
                        "F/good.csv",
                        "--network",
                        "resnet18",
                        "--weights",
                        "F/headless.safetensors"),
                wrong(
                        "--network: there is no 'resnet19'; did you mean 'resnet10'?",
                        "--labels",
                        "F/good.csv",
                        "--network",
                        "resnet19"),
                wrong(
                        "--mean is [1.0, 2.0], expected three numbers with commas between",
                        "--labels",
                        "F/good.csv",
                        "--mean",
                        "1,2"),
                wrong(
                        "--view-size 300 cannot be cut out of --resize 256",
                        "--labels",
                        "F/good.csv",
                        "--view-size",
                        "300"),
                wrong("--batch-size is 0, expected 1 or more", "--labels", "F/good.csv", "--batch-size", "0"),
                wrong(
                        "F/good.csv: it is in no format of weights that is read: safetensors, torch (.pth, .pt), .npz",
                        "--labels",
                        "F/good.csv",
                        "--weights",
                        "F/good.csv"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakesAreToldInOneLine(Mistake mistake) throws Exception {
        Files.writeString(folder.resolve("good.csv"), "file,label\none.png,0\n");
        Files.writeString(folder.resolve("columns.csv"), "picture,kind\none.png,0\n");
        Files.writeString(folder.resolve("range.csv"), "file,label\none.png,3\n");
        Files.writeString(folder.resolve("names.csv"), "file,label\none.png,cats\none.png,dog\n");
        Files.writeString(folder.resolve("classes.txt"), "birds\ncats\ndogs\n");
        Files.writeString(folder.resolve("empty.csv"), "file,label\n");
        Files.writeString(folder.resolve("one.png"), "never read");
        Safetensors.write(
                folder.resolve("headless.safetensors"),
                Map.of("conv1.weight", TinyWeights.drawn(3).get("conv1.weight")));
        List<Object> arguments = new ArrayList<>(List.of("evaluate"));
        mistake.arguments.forEach(argument -> arguments.add(argument.replace("F/", folder + "/")));
        if (!mistake.arguments.contains("--weights")) {
            arguments.addAll(List.of("--weights", weights));
        }
        Cli.Result result = Cli.call(arguments.toArray());
        String expected = mistake.answer.replace("F/", folder + "/");
        assertThat(result.err().lines().findFirst()).contains("podium: " + expected);
        assertThat(result.status()).isEqualTo(2);
    }

    private static double top1(Cli.Result result) {
        assertThat(result.err()).isEmpty();
        return Double.parseDouble(result.lines("top-1").get(0).substring("top-1".length()));
    }

    /** That it still knows the photos shows that weights, channels, scaling and the crop are what they were. */
    @Test
    void aPretrainedNetworkKnowsItsClasses() throws Exception {
        Path weights = SharedData.folder("weights-mobilenetv1-025").resolve("model_best.pth.tar");
        Path table = SharedData.folder("imagenet-sample").resolve("labels_derived.csv");
        Cli.Result result = Cli.run("evaluate", "--weights", weights, "--labels", table, "--precision", "fp32");
        // 53 photos with torchvision's filter for resizing; ours is near it, and a photo or two change sides.
        assertThat(top1(result)).isBetween(0.52, 0.57);
    }

    @ParameterizedTest
    @CsvSource({
        "resnet20-12fca82f, 0.804",
        "resnet32-d509ac18, 0.840",
        "resnet44-014dd654, 0.821",
        "resnet56-4bfd9763, 0.825"
    })
    void cifarNetworksKnowTheirs(String file, double expected) throws Exception {
        Path images = SharedData.folder("cifar10-jpeg").resolve("test");
        assertThat(top1(evaluateCifar(file, images))).isCloseTo(expected, within(0.003));
    }

    /** The PNGs are the very pixels of photos they learned from: not one may be mistaken. */
    @ParameterizedTest
    @ValueSource(strings = {"resnet20-12fca82f", "resnet32-d509ac18", "resnet44-014dd654", "resnet56-4bfd9763"})
    void cifarNetworksKnowWhatTheyWereTrainedOn(String file) throws Exception {
        Cli.Result result = evaluateCifar(file, kagglePhotos());
        assertThat(result.lines("images")).containsExactly("images    100");
        assertThat(top1(result)).isEqualTo(1);
    }

    private static Cli.Result evaluateCifar(String file, Path labels) throws Exception {
        Path weights = SharedData.folder("weights-cifar10-resnet").resolve("pretrained_models/" + file + ".th");
        return Cli.run("evaluate", "--weights", weights, "--labels", labels, "--size", 32);
    }

    /** Kaggle's zipped photos, unpacked, with a table of theirs alone: its own has all 50,000, without {@code .png}. */
    private static Path kagglePhotos() throws IOException {
        Path kaggle = SharedData.folder("cifar10-tiny").resolve("data/kaggle_cifar10");
        Path photos = Files.createDirectories(folder.resolve("kaggle"));
        unzip(kaggle.resolve("train_tiny.zip"), "train_tiny", photos);
        unzip(kaggle.resolve("trainLabels.csv.zip"), "", photos);
        Path table = photos.resolve("train.csv");
        List<String> lines = new ArrayList<>(List.of("file,label"));
        for (String line : Files.readAllLines(photos.resolve("trainLabels.csv"))) {
            String[] cells = line.split(",");
            String name = cells[0] + ".png";
            if (Files.exists(photos.resolve(name))) {
                lines.add(name + "," + cells[1]);
            }
        }
        return Files.write(table, lines);
    }

    private static void unzip(Path archive, String inside, Path to) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(archive);
                Stream<Path> files = Files.list(zip.getPath("/" + inside))) {
            for (Path file : files.toList()) {
                Path name = to.resolve(file.getFileName().toString());
                Files.copy(file, name, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}

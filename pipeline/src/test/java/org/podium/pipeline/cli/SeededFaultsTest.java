package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.SharedData;

/** Faults planted in a thousand photos of CIFAR-10, and {@code podium check} as a user runs it. */
class SeededFaultsTest {
    private static final int TEST_OF_A_CLASS = 20;
    private static final int PLANTED = 10;

    /** The mirror image of deer 0064, a true duplicate of CIFAR-10. */
    private static final String TWIN = "deer/0098.jpg";

    /** A photo, its class, and a name that does not tell it. */
    private record Photo(Path file, String label, String id) {}

    @TempDir
    private Path folder;

    private final List<Photo> train = new ArrayList<>();

    @BeforeEach
    void layOut() throws IOException {
        Path photos = SharedData.folder("cifar10-jpeg").resolve("test");
        Files.createDirectories(folder.resolve("data/train"));
        Files.createDirectories(folder.resolve("data/test"));
        List<String> test = new ArrayList<>(List.of("image"));
        Random names = new Random(3);
        for (Path ofClass : sorted(photos)) {
            int seen = 0;
            for (Path file : sorted(ofClass)) {
                if (file.endsWith(TWIN)) {
                    continue;
                }
                boolean tested = seen++ < TEST_OF_A_CLASS;
                String id = (tested ? "test/" : "train/") + Integer.toHexString(names.nextInt()) + ".jpg";
                Files.copy(file, folder.resolve("data").resolve(id));
                if (tested) {
                    test.add(id);
                } else {
                    train.add(new Photo(file, ofClass.getFileName().toString(), id));
                }
            }
        }
        Collections.shuffle(train, new Random(1));
        Files.write(folder.resolve("data/test.csv"), test);
        labels(train.stream().map(photo -> photo.id() + "," + photo.label()).toList(), "image,label");
        Files.writeString(folder.resolve("competition.yaml"), """
                task: image-classification
                metric: accuracy
                train: {csv: train.csv, image: image, label: label}
                test: {csv: test.csv, image: image}
                """);
        Files.writeString(folder.resolve("recipe.yaml"), """
                threads: 1
                models:
                  - network: resnet10
                    width: 0.125
                    augment: [random-resized-crop: {size: 32}, horizontal-flip]
                    view: [resize: {size: 32, square: true}]
                """);
    }

    private void labels(List<String> lines, String header) throws IOException {
        Files.write(
                folder.resolve("data/train.csv"),
                Stream.concat(Stream.of(header), lines.stream()).toList());
    }

    private static List<Path> sorted(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }

    private Cli.Result check(Object... more) throws Exception {
        List<Object> command = new ArrayList<>(List.of("check", folder, "--runs", folder.resolve("runs")));
        Collections.addAll(command, more);
        return Cli.run(command.toArray());
    }

    private JsonNode report() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("runs"))) {
            Path file = all.filter(path -> path.endsWith("check/check.json"))
                    .findFirst()
                    .orElseThrow();
            return new ObjectMapper().readTree(file.toFile());
        }
    }

    @Test
    void cleanPhotosRaiseNoAlarm() throws Exception {
        Cli.Result result = check();
        assertThat(result.out()).contains(" 0 warned, 0 failed");
        assertThat(result.status()).isZero();
    }

    @Test
    void duplicatesAcrossFoldsAreAllFound() throws Exception {
        List<String> lines = new ArrayList<>();
        List<String> folds = new ArrayList<>(List.of("id,fold"));
        train.forEach(photo -> lines.add(photo.id() + "," + photo.label()));
        for (int i = 0; i < train.size(); i++) {
            folds.add(train.get(i).id() + "," + (i < 3 * PLANTED ? 0 : i % 2));
        }
        for (int i = 0; i < 3 * PLANTED; i++) {
            Photo photo = train.get(i);
            String id = "train/planted-" + i + ".jpg";
            plant(photo.file(), folder.resolve("data").resolve(id), i);
            lines.add(id + "," + photo.label());
            folds.add(id + ",1");
        }
        labels(lines, "image,label");
        Files.write(folder.resolve("folds.csv"), folds);

        Cli.Result result = check("--set", "folds={file: folds.csv}");
        assertThat(result.status()).as(result.err()).isZero();
        JsonNode duplicates = report().get("duplicates");
        assertThat(duplicates.get("near").get("between_folds").asInt()).isEqualTo(2 * PLANTED);
        assertThat(duplicates.get("mirrored").get("between_folds").asInt()).isEqualTo(PLANTED);
        assertThat(duplicates.get("exact").get("pairs").asInt()).isZero();
        assertThat(duplicates.get("near").get("train_and_test").asInt()).isZero();
        assertThat(duplicates.get("between_folds")).hasSize(10);
        assertThat(result.lines("warned"))
                .anyMatch(line -> line.contains("near duplicates") && line.contains("20 groups"))
                .anyMatch(line -> line.contains("mirrored duplicates") && line.contains("10 groups"))
                .hasSize(2);
    }

    /** Re-encoded, resized by a tenth either way, or mirrored and re-encoded. */
    @SuppressWarnings("try") // the scope frees what is made inside it
    private static void plant(Path photo, Path to, int number) {
        try (PointerScope scope = new PointerScope()) {
            Mat image = opencv_imgcodecs.imread(photo.toString());
            Mat changed = new Mat();
            switch (number / PLANTED) {
                case 0 -> changed = image;
                case 1 -> {
                    int side = (int) Math.round(image.cols() * (number % 2 == 0 ? 1.1 : 0.9));
                    opencv_imgproc.resize(image, changed, new Size(side, side));
                }
                default -> opencv_core.flip(image, changed, 1);
            }
            opencv_imgcodecs.imwrite(to.toString(), changed, new int[] {opencv_imgcodecs.IMWRITE_JPEG_QUALITY, 60});
        }
    }

    @Test
    void labelsInAnotherOrderAreFound() throws Exception {
        List<String> labels = new ArrayList<>(train.stream().map(Photo::label).toList());
        Collections.shuffle(labels, new Random(2));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < train.size(); i++) {
            lines.add(train.get(i).id() + "," + labels.get(i));
        }
        labels(lines, "image,label");
        Cli.Result result = check();
        assertThat(result.status()).as(result.out()).isEqualTo(2);
        assertThat(result.lines("FAILED")).singleElement().asString().contains("labels belong to their images");
    }

    @Test
    void swappedMeanAndSdAreFound() throws Exception {
        Cli.Result result = check(
                "--set",
                "models[0].width=1",
                "--set",
                "models[0].weights=podium/resnet10",
                "--set",
                "models[0].mean=[0.229, 0.224, 0.225]",
                "--set",
                "models[0].sd=[0.485, 0.456, 0.406]");
        assertThat(result.status()).as(result.out()).isEqualTo(2);
        assertThat(result.lines("FAILED")).singleElement().asString().contains("normalisation", "swapped");
    }

    @Test
    void aColumnThatCopiesTheTargetIsFound() throws Exception {
        labels(
                train.stream()
                        .map(photo -> photo.id() + "," + photo.label() + ","
                                + photo.label().hashCode())
                        .toList(),
                "image,label,code");
        Path test = folder.resolve("data/test.csv");
        List<String> rows = new ArrayList<>();
        for (String line : Files.readAllLines(test)) {
            rows.add(
                    rows.isEmpty()
                            ? "image,code"
                            : line + "," + train.get(rows.size()).label().hashCode());
        }
        Files.write(test, rows);
        Cli.Result strict = check("--set", "leakage=fail");
        assertThat(strict.status()).isEqualTo(2);
        assertThat(strict.lines("FAILED"))
                .singleElement()
                .asString()
                .contains("columns that tell the target", "'code' is the target, value for value");
    }
}

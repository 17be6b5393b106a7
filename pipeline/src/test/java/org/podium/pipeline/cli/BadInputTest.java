package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What users get wrong, and the whole of what podium answers: status 2, what, where, what to do, and nothing left. */
@ExtendWith(FinishedRun.Resolver.class)
class BadInputTest {
    @TempDir
    private static Path shared;

    @TempDir
    private Path temporary;

    private static TinyCompetition good;

    @BeforeAll
    static void draw() throws IOException {
        good = TinyCompetition.in(shared.resolve("good"));
    }

    static List<WrongInput> configuration() {
        return List.of(
                WrongInput.of(
                        "unknown key",
                        c -> c.change("recipe.yaml", "seed: 3", "sede: 3"),
                        "C/recipe.yaml:1: sede: unknown key; did you mean 'seed'?"),
                WrongInput.of(
                        "two problems at once",
                        c -> c.change("recipe.yaml", "k: 2", "kk: 2").change("recipe.yaml", "size: 8", "size: eight"),
                        """
                        C/recipe.yaml:4: folds.kk: unknown key; did you mean 'k'?
                        C/recipe.yaml:9: defaults.batch-size: 'eight', expected an integer"""),
                WrongInput.of(
                        "no competition",
                        c -> Files.delete(c.folder().resolve("competition.yaml")),
                        "C/competition.yaml: no such file"),
                WrongInput.of(
                        "no recipe",
                        c -> Files.delete(c.folder().resolve("recipe.yaml")),
                        "C/recipe.yaml: no such file"),
                WrongInput.option(
                        "unknown key of --set",
                        "--set sed=3: sed: unknown key; did you mean 'seed'?",
                        "--set",
                        "sed=3"),
                WrongInput.option("no key of --set", "--set sed: expected key=value", "--set", "sed"),
                WrongInput.option("no workers", "--set workers=0: workers: 0, expected at least 1", "--workers", "0"),
                WrongInput.option(
                        "a name with a slash",
                        "--name: 'a/b' cannot name a folder; use letters, digits, '.', '_' and '-'",
                        "--name=a/b"),
                WrongInput.option(
                        "a GPU that is not there",
                        "device is cuda:0, but podium sees 0 GPUs: build with -Pcuda, or use device: cpu",
                        "--set",
                        "device=cuda:0"),
                WrongInput.option(
                        "weights that are none",
                        "C/recipe.yaml: it is in no format of weights that is read: safetensors, torch (.pth, .pt), .npz",
                        "--set",
                        "models[1].weights=recipe.yaml"),
                WrongInput.option(
                        "weights that are not there",
                        "weights: there is no file C/none.safetensors",
                        "--set",
                        "models[1].weights=none.safetensors"),
                WrongInput.option(
                        "weights that are a folder",
                        "weights: / is a folder, not a file",
                        "--set",
                        "models[1].weights=/"),
                WrongInput.option(
                        "weights of no such name",
                        "there are no weights named 'torchvision/resnet81'; did you mean 'torchvision/resnet18'?"
                                + " ('podium weights list' shows all; a file is named with ./ before it)",
                        "--set",
                        "models[1].weights=torchvision/resnet81"),
                WrongInput.option(
                        "weights from anywhere",
                        "--set models[1].weights=https://host.org/a.pth: models[1].weights: 'https://host.org/a.pth' does not tell what the file has to be: expected"
                                + " https://host.org/a.pth#sha256=<64 hexadecimal digits>; 'podium weights fetch"
                                + " https://host.org/a.pth' prints that line",
                        "--set",
                        "models[1].weights=https://host.org/a.pth"));
    }

    static List<WrongInput> tables() {
        return List.of(
                WrongInput.of(
                        "missing column",
                        c -> c.change("data/train.csv", "image,label", "image,lable"),
                        "C/data/train.csv: no column 'label'; did you mean 'lable'?"),
                WrongInput.of(
                        "missing image",
                        c -> Files.delete(c.folder().resolve("data/train/red-3.png")),
                        "C/data/train.csv:11: image 'train/red-3.png' does not exist"),
                WrongInput.of(
                        "label in test only",
                        c -> c.file("data/test.csv", "image,label\ntest/red-0.png,purple\ntest/red-1.png,\n")
                                .change("competition.yaml", "{csv: test.csv,", "{csv: test.csv, label: label,"),
                        "C/data/test.csv:2: label 'purple' is in no training row"),
                WrongInput.of(
                        "duplicate ids",
                        c -> c.change("data/train.csv", "train/red-1.png,red", "train/red-0.png,red"),
                        "C/data/train.csv:5: id 'train/red-0.png' is taken by C/data/train.csv:2"),
                WrongInput.of(
                        "path above the data",
                        c -> c.change("data/train.csv", "train/red-0.png", "../train/red-0.png"),
                        "C/data/train.csv:2: image '../train/red-0.png' leaves the data folder"),
                WrongInput.of(
                        "absolute path",
                        c -> c.change("data/train.csv", "train/red-0.png", "/etc/passwd"),
                        "C/data/train.csv:2: image '/etc/passwd' is absolute, expected a path within the data folder"),
                WrongInput.of(
                        "link out of the data",
                        c -> replaceByLinkOutside(c, "train/red-0.png"),
                        "C/data/train.csv:2: image 'train/red-0.png' leaves the data folder by a symbolic link"),
                WrongInput.of(
                        "sample with another id",
                        c -> c.change("data/sample_submission.csv", "test/red-1.png", "test/red-7.png"),
                        """
                        C/data/sample_submission.csv:9: id 'test/red-7.png' is no test row's
                        C/data/sample_submission.csv: no line for the test row 'test/red-1.png'"""));
    }

    static List<WrongInput> checkedData() {
        return List.of(
                WrongInput.of(
                        "truncated images",
                        c -> {
                            truncate(c, "train/green-2.png");
                            truncate(c, "test/blue-0.png");
                        },
                        """
                        training row train/green-2.png: C/data/train/green-2.png: the image is truncated
                        test row test/blue-0.png: C/data/test/blue-0.png: the image is truncated
                        Repair or remove them, or leave them out with on-bad-image: skip"""),
                new WrongInput(
                        "no test image left",
                        c -> {
                            for (String image : c.testIds()) {
                                truncate(c, image);
                            }
                        },
                        List.of("--set", "on-bad-image=skip"),
                        "no test image is left that can be decoded: there is nothing to predict"),
                WrongInput.option(
                        "more folds than rows",
                        "the rows cannot be split: 48 rows, too few for 49 folds",
                        "--set",
                        "folds.k=49"),
                folds(
                        "fold of no row",
                        lines -> lines.add("train/nobody.png,0"),
                        "C/folds.csv:50: 'train/nobody.png' is the id of no training row"),
                folds(
                        "row of no fold",
                        lines -> lines.remove(48),
                        "C/folds.csv: the training row 'train/blue-15.png' is not in it"),
                folds(
                        "row of two folds",
                        lines -> lines.add("train/blue-15.png,0"),
                        "C/folds.csv:50: the id 'train/blue-15.png' is there twice"),
                folds(
                        "fold that trains on one row",
                        lines -> lines.replaceAll(
                                line -> line.replaceAll(",[01]$", ",0").replace("blue-15.png,0", "blue-15.png,-1")),
                        "C/folds.csv: fold 0 would train on 1 row, at least two are needed"),
                new WrongInput(
                        "no fold file, told before images are decoded",
                        c -> truncate(c, "train/green-2.png"),
                        List.of("--set", "folds.file=none.csv"),
                        "folds.file: there is no file C/none.csv"),
                WrongInput.of(
                        "data drawn from another seed",
                        c -> c.file("data/.generated", "leaves with seed 1\n")
                                .change(
                                        "competition.yaml",
                                        "train: {",
                                        "generate: {generator: leaves, seed: 2}\ntrain: {"),
                        "C/data was drawn by leaves with seed 1, but the competition asks for leaves with seed 2: "
                                + "delete the folder, and it will be drawn again"));
    }

    static List<WrongInput> all() {
        return Stream.of(configuration(), tables(), checkedData())
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isAnsweredWithoutATrace(WrongInput wrong) throws Exception {
        wrong.isAnswered(good, temporary);
    }

    @Test
    void aRunThatIsThereStaysAsItIs(FinishedRun finished) throws Exception {
        Path folder = finished.copy(temporary, "kept");
        Map<String, String> before = Folders.content(folder);
        TinyCompetition broken = good.copy(temporary.resolve("broken"));
        truncate(broken, "train/green-2.png");
        List<List<Object>> tries = List.of(
                List.of(broken.folder()),
                List.of(finished.competition().folder(), "--set", "folds.k=49"),
                List.of(finished.competition().folder(), "--set", "sed=1"));
        for (List<Object> wrong : tries) {
            List<Object> arguments = new ArrayList<>(List.of("run", "--runs", temporary, "--name", "kept"));
            arguments.addAll(wrong);
            assertThat(Cli.call(arguments.toArray()).status()).isEqualTo(2);
            assertThat(Folders.content(folder)).as(wrong.toString()).isEqualTo(before);
        }
    }

    @Test
    void aDamagedManifestIsNamed(FinishedRun finished) throws Exception {
        Path folder = finished.copy(temporary, "damaged");
        Path manifest = Files.writeString(folder.resolve("manifest.json"), "{\n  \"podium\" : \"12");
        Object[] command = {"run", finished.competition().folder(), "--runs", temporary, "--name", "damaged"};
        Cli.Result result = Cli.call(command);
        assertThat(result.err())
                .isEqualTo("podium: " + manifest
                        + ": this file is damaged; remove it, and the folds that are finished stay\n");
        assertThat(result.status()).isEqualTo(2);

        Files.delete(manifest);
        Cli.Result again = Cli.call(command);
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.out())
                .contains("train     4 of 4 jobs are done already")
                .contains("predict   4 of 4 jobs are done already");
        assertThat(FinishedRun.promised(folder)).isEqualTo(FinishedRun.promised(finished.run()));
    }

    /** As root one may write wherever there is a folder; so let there be a file. */
    @Test
    void aRunFolderThatCannotBeMadeIsTold() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "no folder\n");
        Cli.Result result = Cli.call("run", good.folder(), "--runs", file, "--name", "x");
        assertThat(result.err())
                .isEqualTo(
                        "podium: the folder %s/tiny/x cannot be made: %s/tiny: Not a directory; ".formatted(file, file)
                                + "choose another place with --runs, or another --name\n");
        assertThat(result.status()).isEqualTo(2);
        assertThat(file).hasContent("no folder");
    }

    @Test
    void mistypedCommandsAndOptionsAreAnsweredWithTheNearest() throws Exception {
        Cli.Result command = Cli.run("rnu", good.folder());
        assertThat(command.err()).isEqualTo("podium: there is no command 'rnu'; did you mean 'run'?\n");
        assertThat(command.status()).isEqualTo(2);
        Cli.Result option = Cli.call("run", good.folder(), "--recipee=fast.yaml");
        assertThat(option.err())
                .isEqualTo("podium: Unknown option: '--recipee=fast.yaml'\nPossible solutions: --recipe\n");
        assertThat(option.status()).isEqualTo(2);
        Cli.Result value = Cli.call("run", good.folder(), "--workers", "many");
        assertThat(value.err())
                .isEqualTo("podium: Invalid value for option '--workers': 'many' is not an int\n"
                        + "Try 'podium run --help'.\n");
        assertThat(value.status()).isEqualTo(2);
    }

    @Test
    void aProcessAnswersAsTheCommandLineDoes() throws Exception {
        Cli.Result result = Cli.run("run", good.folder(), "--runs", temporary, "--set", "sed=3");
        assertThat(result.err()).isEqualTo("podium: --set sed=3: sed: unknown key; did you mean 'seed'?\n");
        assertThat(result.out()).isEmpty();
        assertThat(result.status()).isEqualTo(2);
        assertThat(temporary).isEmptyDirectory();
    }

    /** A fold file of the user's own: good, but for a change of its lines; line 0 is the header. */
    private static WrongInput folds(String name, java.util.function.Consumer<List<String>> change, String answer) {
        WrongInput.Mistake mistake = c -> {
            List<String> lines = new ArrayList<>(List.of("id,fold"));
            List<String> rows = c.trainLines();
            for (int i = 0; i < rows.size(); i++) {
                lines.add(rows.get(i).replaceAll(",.*\n", "," + i % 2));
            }
            change.accept(lines);
            c.file("folds.csv", lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
        };
        return new WrongInput(name, mistake, List.of("--set", "folds.file=folds.csv"), answer);
    }

    private static void truncate(TinyCompetition competition, String image) throws IOException {
        Path file = competition.folder().resolve("data").resolve(image);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() / 2);
        }
    }

    private static void replaceByLinkOutside(TinyCompetition competition, String image) throws IOException {
        Path file = competition.folder().resolve("data").resolve(image);
        Path outside = competition.folder().resolve("outside.png");
        Files.move(file, outside);
        Files.createSymbolicLink(file, outside);
    }
}

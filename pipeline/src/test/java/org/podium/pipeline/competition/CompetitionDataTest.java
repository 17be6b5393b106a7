package org.podium.pipeline.competition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.augment.ImageSize;
import org.podium.pipeline.error.UserError;

class CompetitionDataTest {
    private static final String TABLES = """
            train: {csv: train.csv, image: image, label: label}
            test: {csv: test.csv, image: image, label: label}
            """;
    private static final String FOLDERS = """
            train: {folder: train, label: folder}
            test: {folder: test}
            """;

    @TempDir
    private Path folder;

    private DataFiles files;

    @BeforeEach
    void makeTables() throws IOException {
        files = new DataFiles(folder)
                .images("a/1.jpg", "a/2.jpg", "a/3.jpg")
                .write("train.csv", "image,label,plant\na/1.jpg,oak,p1\na/2.jpg,ash,p2\n")
                .write("test.csv", "image,label,plant\na/3.jpg,,p3\n");
    }

    private Path real(String file) throws IOException {
        return folder.resolve("data").resolve(file).toRealPath();
    }

    @Test
    void aTableNamesItsImages() throws IOException {
        CompetitionData data = files.load("""
                train: {csv: train.csv, image: image, label: label, group: plant}
                test: {csv: test.csv, image: image, group: plant}
                """);

        assertThat(data.classes()).containsExactly("ash", "oak");
        assertThat(data.train().ids()).containsExactly("a/1.jpg", "a/2.jpg");
        assertThat(data.train().images()).containsExactly(real("a/1.jpg"), real("a/2.jpg"));
        assertThat(data.train().labels()).contains(List.of("oak", "ash"));
        assertThat(data.train().groups()).contains(List.of("p1", "p2"));
        assertThat(data.test().labels()).isEmpty();
        assertThat(data.test().groups()).contains(List.of("p3"));
    }

    @Test
    void bareIdsBecomePathsByPrefixAndSuffixAndStayText() throws IOException {
        files.images("images/0001.jpg", "images/NA.jpg", "images/3.jpg")
                .write("train.csv", "id,species\n0001,10\nNA,9\n")
                .write("test.csv", "id\n3\n");
        CompetitionData data = files.load("""
                train: {csv: train.csv, image: id, prefix: images/, suffix: .jpg, label: species}
                test: {csv: test.csv, image: id, prefix: images/, suffix: .jpg}
                """);

        assertThat(data.train().ids()).containsExactly("0001", "NA");
        assertThat(data.train().images()).containsExactly(real("images/0001.jpg"), real("images/NA.jpg"));
        assertThat(data.classes()).as("numbers in the order of their value").containsExactly("9", "10");
    }

    @ParameterizedTest
    @CsvSource({"key, k", "path, a/3.jpg", "name, 3.jpg", "stem, 3", "index, 0000", "image, a/3.jpg"})
    void idsOfATableAreAColumnOrDerived(String id, String expected) throws IOException {
        files.write("test.csv", "image,key\na/3.jpg,k\n");
        assertThat(files.load("""
                                train: {csv: train.csv, image: image, label: label}
                                test: {csv: test.csv, image: image, id: %s}
                                """.formatted(id)).test().ids()).containsExactly(expected);
    }

    @Test
    void aColumnGoesBeforeADerivedId() throws IOException {
        files.write("test.csv", "image,index\na/3.jpg,x\n");
        assertThat(files.load("train: {csv: train.csv, image: image, label: label}\n"
                                + "test: {csv: test.csv, image: image, id: index}")
                        .test()
                        .ids())
                .containsExactly("x");
    }

    @Test
    void aFolderOfFoldersIsReadInTheOrderOfCodePoints() throws IOException {
        files.images(
                "train/b/10.JPG",
                "train/b/9.jpeg",
                "train/a/x/1.png",
                "train/a/.2.jpg",
                "train/.cache/3.jpg",
                "train/a/notes.txt",
                "train/a/jpg",
                "test/z.gif",
                "test/Z.webp",
                "test/é.tif");
        Files.createDirectories(folder.resolve("data/train/empty"));
        CompetitionData data = files.load(FOLDERS);

        assertThat(data.train().ids()).containsExactly("a/x/1.png", "b/10.JPG", "b/9.jpeg");
        assertThat(data.train().labels()).contains(List.of("a", "b", "b"));
        assertThat(data.test().ids()).containsExactly("Z.webp", "z.gif", "é.tif");
        assertThat(data.train().images())
                .containsExactly(real("train/a/x/1.png"), real("train/b/10.JPG"), real("train/b/9.jpeg"));
    }

    @Test
    void theLabelMayStandInTheFileName() throws IOException {
        files.images("train/3_117.jpg", "train/12_1.jpg", "test/b.jpg", "test/a.jpg");
        CompetitionData data = files.load("""
                train: {folder: train/, label-pattern: '^(\\d+)_', id: stem}
                test: {folder: test, id: index, index-width: 5}
                """);

        assertThat(data.train().ids()).containsExactly("12_1", "3_117");
        assertThat(data.train().labels()).contains(List.of("12", "3"));
        assertThat(data.classes()).containsExactly("3", "12");
        assertThat(data.test().ids()).containsExactly("00000", "00001");
        assertThat(data.test().images()).containsExactly(real("test/a.jpg"), real("test/b.jpg"));
    }

    @Test
    void aNameWithoutLabelIsToldForEveryRow() throws IOException {
        files.images("train/3_117.jpg", "train/x.jpg", "test/a.jpg");
        assertThat(files.problems("train: {folder: train, label-pattern: '^(\\d+)_'}\ntest: {folder: test}"))
                .containsExactly("data/train/x.jpg: label-pattern '^(\\d+)_' finds no label in the name 'x.jpg'");
        files.images("train/oak/1.jpg");
        assertThat(files.problems(FOLDERS))
                .containsExactly(
                        "data/train/3_117.jpg: lies in no folder that would be its label",
                        "data/train/x.jpg: lies in no folder that would be its label");
    }

    @Test
    void missingImagesAreCollectedAndTheFirstThreeNamed() throws IOException {
        files.write(
                "train.csv", "image,label\na/1.jpg,oak\nx1.jpg,ash\nx2.jpg,ash\nx3.jpg,ash\nx4.jpg,oak\nx5.jpg,oak\n");
        assertThat(files.problems(TABLES))
                .containsExactly(
                        "data/train.csv:3: image 'x1.jpg' does not exist",
                        "data/train.csv:4: image 'x2.jpg' does not exist",
                        "data/train.csv:5: image 'x3.jpg' does not exist",
                        "and 2 more with no usable image");
    }

    @Test
    void anImageOutsideTheDataFolderIsRefused() throws IOException {
        Files.writeString(folder.resolve("secret.jpg"), "");
        Files.createSymbolicLink(folder.resolve("data/link.jpg"), folder.resolve("secret.jpg"));
        Files.createSymbolicLink(folder.resolve("data/inside.jpg"), folder.resolve("data/a/1.jpg"));
        Files.createSymbolicLink(folder.resolve("data/up"), folder);
        files.write(
                        "train.csv",
                        "image,label\na/1.jpg,oak\n../secret.jpg,ash\na/../../secret.jpg,ash\n"
                                + folder.resolve("data/a/1.jpg") + ",ash\n")
                .write("test.csv", "image,label\nlink.jpg,\nup/secret.jpg,\na,\n");
        assertThat(files.problems(TABLES))
                .containsExactly(
                        "data/train.csv:3: image '../secret.jpg' leaves the data folder",
                        "data/train.csv:4: image 'a/../../secret.jpg' leaves the data folder",
                        "data/train.csv:5: image 'data/a/1.jpg' is absolute, expected a path within the data folder",
                        "and 3 more with no usable image");

        files.write("train.csv", "image,label\na/1.jpg,oak\ninside.jpg,ash\na/../a/2.jpg,ash\n");
        assertThat(files.problems(TABLES))
                .containsExactly(
                        "data/test.csv:2: image 'link.jpg' leaves the data folder by a symbolic link",
                        "data/test.csv:3: image 'up/secret.jpg' leaves the data folder by a symbolic link",
                        "data/test.csv:4: image 'a' is no file");
        assertThat(files.problems("train: {csv: ../train.csv, image: i, label: l}\ntest: {folder: a}"))
                .containsExactly("data/../train.csv: the path leaves the data folder");
    }

    @Test
    void aLinkedFolderIsEnteredOnlyWithinTheDataFolder() throws IOException {
        files.images("all/oak/1.jpg", "all/ash/2.jpg", "train/elm/3.jpg", "test/4.jpg");
        Files.createSymbolicLink(folder.resolve("data/train/oak"), folder.resolve("data/all/oak"));
        assertThat(files.load(FOLDERS).train().ids()).containsExactly("elm/3.jpg", "oak/1.jpg");

        Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(folder.resolve("data/train/fir"), folder.resolve("elsewhere"));
        assertThat(files.problems(FOLDERS))
                .containsExactly("data/train/fir: the path leaves the data folder by a symbolic link");
    }

    @Test
    void duplicateIdsNameBothRows() throws IOException {
        files.write("train.csv", "image,label\na/1.jpg,oak\na/2.jpg,ash\na/1.jpg,ash\n");
        assertThat(files.problems(TABLES))
                .containsExactly("data/train.csv:4: id 'a/1.jpg' is taken by data/train.csv:2");

        files.images("train/oak/1.jpg", "train/ash/1.jpg", "test/1.jpg");
        assertThat(files.problems("train: {folder: train, label: folder, id: name}\ntest: {folder: test}"))
                .containsExactly("data/train/oak/1.jpg: id '1.jpg' is taken by data/train/ash/1.jpg");
    }

    @Test
    void aLabelInTestOnlyIsRefused() throws IOException {
        files.write("test.csv", "image,label\na/3.jpg,elm\na/2.jpg,oak\na/1.jpg,\n");
        assertThat(files.problems(TABLES)).containsExactly("data/test.csv:2: label 'elm' is in no training row");
    }

    @Test
    void emptyCellsAreRefused() throws IOException {
        files.write("train.csv", "image,label,key,plant\na/1.jpg,oak,1,\na/2.jpg,,2,p\na/3.jpg,ash,,p\n");
        assertThat(
                        files.problems(
                                "train: {csv: train.csv, image: image, label: label, id: key, group: plant}\ntest: {folder: a}"))
                .containsExactly(
                        "data/train.csv:3: column 'label' is empty",
                        "data/train.csv:4: the id is empty",
                        "data/train.csv:2: column 'plant' is empty");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "train: {csv: no.csv, image: image, label: label}     | data/no.csv: the path does not exist",
                "train: {csv: train.csv, image: img, label: label}    | data/train.csv: no column 'img';"
                        + " there are image, label, plant",
                "train: {csv: train.csv, image: image, label: lable}  | data/train.csv: no column 'lable';"
                        + " did you mean 'label'?",
                "train: {csv: train.csv, image: image, label: label, id: plan} | data/train.csv: no column 'plan';"
                        + " did you mean 'plant'?",
                "train: {csv: train.csv, image: image, label: label, group: x} | data/train.csv: no column 'x';"
                        + " there are image, label, plant",
                "train: {folder: nowhere, label: folder}              | data/nowhere: the path does not exist",
                "train: {folder: test.csv, label: folder}             | data/test.csv: the path is no folder",
                "train: {folder: void, label: folder}                 | data/void: no images in it",
                "train: {csv: rowless.csv, image: image, label: label} | data/rowless.csv: no rows",
                "train: {csv: same.csv, image: image, label: label}   | all training rows have the label 'oak':"
                        + " there is nothing to learn",
            })
    void whatIsMissingIsToldInOneLine(String train, String problem) throws IOException {
        Files.createDirectories(folder.resolve("data/void"));
        files.write("rowless.csv", "image,label\n").write("same.csv", "image,label\na/1.jpg,oak\n");
        assertThat(files.problems(train + "\ntest: {folder: a}")).containsExactly(problem);
    }

    @Test
    void aMissingDataFolderIsTold() throws IOException {
        Competition competition = files.competition("data: nowhere\n" + TABLES);
        assertThatThrownBy(() -> CompetitionData.load(competition, folder))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("nowhere") + ": no such data folder");
    }

    private static final String CLASSES =
            "classes: [{name: sky, value: 0}, {name: road, value: 4}]\n" + "submission: {kind: masks}\n";

    @Test
    void masksLieInAFolderLikeThatOfTheImages() throws IOException {
        files.images(
                "train/b/1.x.jpg",
                "train/2.png",
                "labels/b/1.x_L.png",
                "labels/2_L.png",
                "labels/3_L.png",
                "test/a.jpg");
        Competition competition = files.segmentation(CLASSES + """
                train: {folder: train, masks: labels/, mask-suffix: _L.png}
                test: {folder: test}
                """);
        CompetitionData data = CompetitionData.load(competition, folder);

        assertThat(data.classes()).containsExactly("sky", "road");
        assertThat(data.train().ids()).containsExactly("2.png", "b/1.x.jpg");
        assertThat(data.train().labels()).isEmpty();
        assertThat(data.train().masks()).contains(List.of(real("labels/2_L.png"), real("labels/b/1.x_L.png")));
        assertThat(data.test().masks()).isEmpty();
    }

    @Test
    void masksAmongTheImagesAreNoImages() throws IOException {
        files.images("train/1.png", "train/1_mask.png", "train/2.jpg", "train/2_mask.png", "test/a.jpg");
        String rest = "test: {folder: test}\n";
        CompetitionData data = CompetitionData.load(
                files.segmentation(CLASSES + "train: {folder: train, masks: train, mask-suffix: _mask.png}\n" + rest),
                folder);
        assertThat(data.train().ids()).containsExactly("1.png", "2.jpg");
        assertThat(data.train().masks()).contains(List.of(real("train/1_mask.png"), real("train/2_mask.png")));

        files.images("all/1.png", "all/masks/1.png");
        data = CompetitionData.load(
                files.segmentation(CLASSES + "train: {folder: all, masks: all/masks}\n" + rest), folder);
        assertThat(data.train().ids()).containsExactly("1.png");
        assertThat(data.train().masks()).contains(List.of(real("all/masks/1.png")));

        Competition same = files.segmentation(CLASSES + "train: {folder: all/masks, masks: all/masks}\n" + rest);
        assertThat(files.problems(() -> CompetitionData.load(same, folder)))
                .containsExactly("data/all/masks: no images in it, but for the masks that end with '.png'");
    }

    @Test
    void aColumnMayNameTheMasks() throws IOException {
        files.images("m/1.png", "m/2.png").write("train.csv", "image,mask,site\na/1.jpg,1,x\na/2.jpg,2,y\n");
        CompetitionData data = CompetitionData.load(files.segmentation(CLASSES + """
                train: {csv: train.csv, image: image, mask: mask, mask-prefix: m/, mask-suffix: .png}
                test: {csv: test.csv, image: image}
                """), folder);
        assertThat(data.train().masks()).contains(List.of(real("m/1.png"), real("m/2.png")));
        assertThat(data.train().columns()).containsOnlyKeys("site");
    }

    @Test
    void masksMayStandInTheTableAsRuns() throws IOException {
        String longest =
                IntStream.range(0, 20_000).mapToObj(i -> 2 * i + 1 + " 1").collect(Collectors.joining(" "));
        files.write(
                "train.csv",
                "image,type,runs,site\na/1.jpg,road,2 1,x\na/2.jpg,4,,y\na/1.jpg,car,4 1,z\na/3.jpg,car," + longest
                        + ",y\na/2.jpg,car, -1,y\n");
        String classes = "classes: [{name: background, value: 0}, {name: road, value: 4}, {name: car, value: 7}]\n"
                + "submission: {kind: masks}\n";
        String test = "test: {csv: test.csv, image: image}\n";
        String train = "train: {csv: train.csv, image: image, rle: runs, class-column: type}\n";
        Rows rows = CompetitionData.load(files.segmentation(classes + train + test), folder)
                .train();
        assertThat(rows.ids()).containsExactly("a/1.jpg", "a/2.jpg", "a/3.jpg");
        assertThat(rows.columns()).isEqualTo(Map.of("site", List.of("x", "y", "y")));
        assertThat(rows.masks()).isEmpty();
        RleMasks masks = rows.runs().orElseThrow();
        assertThat(masks.mask(0, new ImageSize(2, 2))).containsExactly(0, 0, 1, 2);
        assertThat(masks.mask(1, new ImageSize(2, 2))).containsOnly(0);
        assertThat(masks.mask(2, new ImageSize(1, 40_000)))
                .startsWith(2, 0, 2, 0)
                .endsWith(2, 0);
        assertThat(files.problems(() -> masks.mask(2, new ImageSize(2, 2))))
                .containsExactly("data/train.csv:5: run '5 1' ends behind the last of 4 pixels");

        files.write("train.csv", "image,type,runs\na/1.jpg,rood,2 1\na/1.jpg,car,1 3\na/1.jpg,road,3 2\n");
        Competition competition = files.segmentation(classes + train + test);
        assertThat(files.problems(() -> CompetitionData.load(competition, folder)))
                .containsExactly("data/train.csv:2: no class 'rood'; did you mean 'road'?");
        files.write("train.csv", "image,type,runs\na/1.jpg,car,1 3\na/1.jpg,road,3 2\n");
        RleMasks overlapping =
                CompetitionData.load(competition, folder).train().runs().orElseThrow();
        assertThat(files.problems(() -> overlapping.mask(0, new ImageSize(2, 2))))
                .containsExactly("data/train.csv:3: the pixel at x 1, y 0 is in another mask of this image too, but has"
                        + " only one class");
    }

    @Test
    void runsWithoutAClassAreOfTheForeground() throws IOException {
        files.write("train.csv", "image,runs\na/1.jpg,2 1\na/2.jpg,\na/1.jpg,4 1\n");
        Rows rows = CompetitionData.load(files.segmentation("""
                classes: [{name: salt, value: 255}, {name: background, value: 0}]
                submission: {kind: rle}
                train: {csv: train.csv, image: image, rle: runs}
                test: {csv: test.csv, image: image}
                """), folder).train();
        assertThat(rows.runs().orElseThrow().mask(0, new ImageSize(2, 2))).containsExactly(1, 1, 0, 0);
    }

    @Test
    void aMaskThatIsNotThereIsTold() throws IOException {
        files.images("m/1.png").write("train.csv", "image,mask\na/1.jpg,1.png\na/2.jpg,\na/3.jpg,3.png\n");
        Competition table = files.segmentation(CLASSES + """
                train: {csv: train.csv, image: image, mask: mask, mask-prefix: m/}
                test: {csv: test.csv, image: image}
                """);
        assertThat(files.problems(() -> CompetitionData.load(table, folder)))
                .containsExactly("data/train.csv:3: no mask", "data/train.csv:4: mask 'm/3.png' does not exist");
        Competition lie = files.segmentation(CLASSES + """
                train: {folder: a, masks: m}
                test: {csv: test.csv, image: image}
                """);
        assertThat(files.problems(() -> CompetitionData.load(lie, folder)))
                .containsExactly(
                        "data/a/2.jpg: mask 'm/2.png' does not exist", "data/a/3.jpg: mask 'm/3.png' does not exist");
    }

    @Test
    void theSolutionIsNotNeededToLoad() throws IOException {
        assertThat(files.load(TABLES + "solution: not-there.csv\n").test().size())
                .isEqualTo(1);
    }

    @Test
    void columnsOfDifferentLengthAreNoRows() {
        assertThatThrownBy(() -> new Rows(
                        List.of("a"),
                        List.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("columns differ in length: 1 ids, 0 images");
    }
}

package org.podium.pipeline.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.podium.folds.FoldPlan;
import org.podium.folds.Rows;
import org.podium.folds.StratifiedGroupKFold;
import org.podium.folds.StratifiedKFold;

class LeavesTest {

    private static final int MOST = 22;
    private static final int FEWEST = 18;
    private static final long SEED = 7;

    @TempDir
    static Path folder;

    private static final List<Integer> reported = new ArrayList<>();

    @BeforeAll
    static void draw() throws IOException {
        new Leaves(MOST, FEWEST).draw(folder, SEED, (done, total) -> reported.add(total - done));
    }

    @Test
    void tablesHaveTheirColumns() throws IOException {
        assertThat(header("train.csv")).isEqualTo("image,plant,label");
        assertThat(header("test.csv")).isEqualTo("image,plant");
        assertThat(header("sample_submission.csv")).isEqualTo("image,label");
        assertThat(header("solution.csv")).isEqualTo("image,label");
    }

    @Test
    void everyImageIsInOneTableOnceAndDecodes() throws IOException {
        List<String> images = Stream.concat(column("train.csv", 0).stream(), column("test.csv", 0).stream())
                .toList();
        assertThat(images).doesNotHaveDuplicates();
        try (Stream<Path> files = Files.list(folder.resolve("images"))) {
            assertThat(files.map(file -> "images/" + file.getFileName())).containsExactlyInAnyOrderElementsOf(images);
        }
        for (String image : images) {
            try (Mat pixels = opencv_imgcodecs.imread(folder.resolve(image).toString())) {
                assertThat(List.of(pixels.rows(), pixels.cols(), pixels.channels()))
                        .as(image)
                        .containsExactly(96, 96, 3);
            }
        }
    }

    @Test
    void progressIsToldAfterEveryImage() throws IOException {
        int total = column("train.csv", 0).size() + column("test.csv", 0).size();
        assertThat(reported).hasSize(total).isSortedAccordingTo((a, b) -> b - a).endsWith(0);
    }

    @Test
    void testPlantsAreNeverTrainPlants() throws IOException {
        assertThat(Set.copyOf(column("test.csv", 1))).doesNotContainAnyElementsOf(column("train.csv", 1));
    }

    @Test
    void aPlantIsOfOneSpeciesWithThreeToEightPhotos() throws IOException {
        Map<String, List<String>> labels = labelsByPlant();
        assertThat(labels.values()).allSatisfy(photos -> {
            assertThat(photos).hasSizeBetween(3, 8);
            assertThat(Set.copyOf(photos)).hasSize(1);
        });
    }

    @Test
    void everySpeciesHasPlantsForFiveGroupedFoldsAndIsTested() throws IOException {
        Map<String, Long> plants = labelsByPlant().values().stream()
                .collect(Collectors.groupingBy(photos -> photos.get(0), Collectors.counting()));
        String[] species = Arrays.stream(Species.values()).map(Species::label).toArray(String[]::new);
        assertThat(plants).containsOnlyKeys(species).allSatisfy((label, count) -> assertThat(count)
                .isGreaterThanOrEqualTo(5));
        assertThat(counts(column("solution.csv", 1)))
                .containsOnlyKeys(species)
                .allSatisfy((label, count) -> assertThat(count).isGreaterThanOrEqualTo(6));
    }

    @Test
    void photosDeclineFromTheFirstSpeciesToTheLast() throws IOException {
        Map<String, Long> counts = counts(column("train.csv", 2));
        List<Long> declining = Arrays.stream(Species.values())
                .map(species -> counts.get(species.label()))
                .toList();
        assertThat(declining).isSortedAccordingTo((a, b) -> Long.compare(b, a));
        assertThat(declining).startsWith((long) MOST).endsWith((long) FEWEST);
    }

    @Test
    void sampleAndSolutionFollowTheTestTable() throws IOException {
        assertThat(column("sample_submission.csv", 0)).isEqualTo(column("test.csv", 0));
        assertThat(column("solution.csv", 0)).isEqualTo(column("test.csv", 0));
        assertThat(Set.copyOf(column("sample_submission.csv", 1))).hasSize(1);
    }

    @Test
    void theOrderOfImagesAndPlantsTellsNothingAboutSpecies() throws IOException {
        // Drawn species by species, neighbours would nearly always share their label; by chance one in 24 does.
        assertThat(shareOfEqualNeighbours(column("train.csv", 2))).isLessThan(0.1);
        List<String> byPlant =
                labelsByPlant().values().stream().map(photos -> photos.get(0)).toList();
        assertThat(shareOfEqualNeighbours(byPlant)).isLessThan(0.15);
    }

    @Test
    void theSameSeedDrawsTheSameBytes(@TempDir Path again) throws IOException {
        new Leaves(MOST, FEWEST).draw(again, SEED, (done, total) -> {});
        assertThat(Contents.of(again)).containsExactlyInAnyOrderEntriesOf(Contents.of(folder));
    }

    /** Why there is a column of plants: who knows the plant need not know the species. */
    @Test
    void foldsThatTearPlantsFlatter() throws IOException {
        Rows rows = Rows.of(column("train.csv", 0), labels(column("train.csv", 2)), Species.values().length);
        Thumbnails photos = Thumbnails.of(folder, column("train.csv", 0), labels(column("train.csv", 2)));
        double torn = nearestNeighbour(photos, new StratifiedKFold(5).split(rows, SEED));
        double whole = nearestNeighbour(
                photos, new StratifiedGroupKFold(5).split(rows.withGroups(column("train.csv", 1)), SEED));
        assertThat(torn).isGreaterThan(whole + 0.1);
    }

    @Test
    void aLinearModelOnPixelsStaysBelowHalfRightOnNewPlants() throws IOException {
        List<String> images = new ArrayList<>(column("train.csv", 0));
        List<String> names = new ArrayList<>(column("train.csv", 2));
        int[] training = IntStream.range(0, images.size()).toArray();
        images.addAll(column("test.csv", 0));
        names.addAll(column("solution.csv", 1));
        int[] heldOut = IntStream.range(training.length, images.size()).toArray();
        Thumbnails photos = Thumbnails.of(folder, images, labels(names));
        assertThat(photos.softmaxRegression(Species.values().length, training, heldOut))
                .isBetween(0.1, 0.45);
    }

    @ParameterizedTest
    @EnumSource(Species.class)
    void photosDifferBySeedPlantAndPhoto(Species species) {
        assertThat(Set.of(
                        jpeg(species, SEED, 0, 0),
                        jpeg(species, SEED + 1, 0, 0),
                        jpeg(species, SEED, 1, 0),
                        jpeg(species, SEED, 0, 1)))
                .hasSize(4);
    }

    @Test
    void theFullDataSetHasItsSize() {
        assertThat(Generators.named("leaves")).isInstanceOf(Leaves.class);
        assertThat(new Leaves().trainPhotos()).isBetween(1450, 1550);
        assertThat(new Leaves().testPhotos()).isBetween(580, 620);
    }

    @Test
    void countsTooSmallForFiveGroupedFoldsAreRefused() {
        assertThatThrownBy(() -> new Leaves(30, 17))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("17")
                .hasMessageContaining("18");
    }

    @Test
    void anUnknownGeneratorIsRefusedByName() {
        assertThatThrownBy(() -> Generators.named("flowers"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("unknown generator 'flowers', expected one of [leaves, shapes]");
    }

    private static String jpeg(Species species, long seed, int plant, int photo) {
        Plant grown = Plant.of(species, Draw.of(seed, species, plant));
        byte[] bgr = Photo.bgr(grown, Draw.of(seed, species, plant, photo));
        return new String(Jpeg.encode(bgr, Photo.SIDE), StandardCharsets.ISO_8859_1);
    }

    private static String header(String table) throws IOException {
        return Files.readAllLines(folder.resolve(table)).get(0);
    }

    private static List<String> column(String table, int column) throws IOException {
        return Files.readAllLines(folder.resolve(table)).stream()
                .skip(1)
                .map(line -> line.split(",")[column])
                .toList();
    }

    private static Map<String, List<String>> labelsByPlant() throws IOException {
        List<String> plants = column("train.csv", 1);
        List<String> labels = column("train.csv", 2);
        Map<String, List<String>> byPlant = new TreeMap<>();
        for (int row = 0; row < plants.size(); row++) {
            byPlant.computeIfAbsent(plants.get(row), plant -> new ArrayList<>()).add(labels.get(row));
        }
        return byPlant;
    }

    private static Map<String, Long> counts(List<String> labels) {
        return labels.stream().collect(Collectors.groupingBy(label -> label, Collectors.counting()));
    }

    /** Index of each label among the species. */
    private static int[] labels(List<String> names) {
        List<String> species =
                Arrays.stream(Species.values()).map(Species::label).toList();
        return names.stream().mapToInt(species::indexOf).toArray();
    }

    /** Mean over the folds of the share that is right. */
    private static double nearestNeighbour(Thumbnails photos, FoldPlan plan) {
        return IntStream.range(0, plan.folds())
                .mapToDouble(fold -> photos.nearestNeighbour(plan.training(fold), plan.validation(fold)))
                .average()
                .orElseThrow();
    }

    private static double shareOfEqualNeighbours(List<String> labels) {
        int equal = 0;
        for (int row = 1; row < labels.size(); row++) {
            equal += labels.get(row).equals(labels.get(row - 1)) ? 1 : 0;
        }
        return (double) equal / (labels.size() - 1);
    }
}

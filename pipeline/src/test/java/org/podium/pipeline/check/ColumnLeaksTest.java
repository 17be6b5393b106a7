package org.podium.pipeline.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.SharedData;
import org.podium.pipeline.check.CheckLine.Status;
import org.podium.pipeline.check.ColumnLeaks.Kind;
import org.podium.pipeline.competition.CsvTable;

class ColumnLeaksTest {
    private static final int ROWS = 600;
    private static final int CLASSES = 4;
    private static final int[] LABELS = new Random(1).ints(ROWS, 0, CLASSES).toArray();

    @Test
    void aCopyOfTheTargetUnderOtherNamesFails() {
        ColumnLeaks leaks = leaks(column(row -> "species " + (char) ('d' - LABELS[row])));
        assertThat(leaks.suspects()).singleElement().satisfies(told -> {
            assertThat(told.kind()).isEqualTo(Kind.COPY);
            assertThat(told.accuracy()).isEqualTo(1);
        });
        CheckLine line = leaks.line();
        assertThat(line.status()).isEqualTo(Status.FAILED);
        assertThat(line.finding()).startsWith("'x' is the target, value for value");
        assertThat(line.todo()).contains("Keep 'x' out of the inputs");
    }

    @ParameterizedTest
    @CsvSource({"0.005,DETERMINES,FAILED", "0.05,STRONG,WARNED"})
    void aNoisyCopyIsFound(double noise, Kind kind, Status status) {
        Random random = new Random(2);
        ColumnLeaks leaks =
                leaks(column(row -> "v" + (random.nextDouble() < noise ? random.nextInt(CLASSES) : LABELS[row])));
        assertThat(leaks.suspects()).extracting(ColumnLeaks.Told::kind).containsExactly(kind);
        assertThat(leaks.line().status()).isEqualTo(status);
    }

    @Test
    void aNumberNearTheTargetFails() {
        Random random = new Random(3);
        ColumnLeaks leaks = leaks(column(row -> String.valueOf(LABELS[row] + 0.05 * random.nextGaussian())));
        assertThat(leaks.suspects()).extracting(ColumnLeaks.Told::kind).containsExactly(Kind.DETERMINES);
        assertThat(leaks.line().finding()).contains("naming the commonest class is right for");
    }

    @Test
    void theGapsAloneCanTell() {
        int[] labels = Arrays.stream(LABELS).map(label -> label == 0 ? 1 : 0).toArray();
        Random random = new Random(4);
        Map<String, List<String>> columns =
                column(row -> labels[row] == 1 ? "" : String.valueOf(random.nextGaussian()));
        ColumnLeaks leaks = ColumnLeaks.of(labels, 2, columns, Optional.empty());
        assertThat(leaks.suspects()).extracting(ColumnLeaks.Told::kind).containsExactly(Kind.DETERMINES);
    }

    @Test
    void aFinerNamingOfTheTargetDetermines() {
        ColumnLeaks leaks = leaks(column(row -> "kind " + LABELS[row] + "." + row % 5));
        assertThat(leaks.suspects()).extracting(ColumnLeaks.Told::kind).containsExactly(Kind.DETERMINES);
    }

    @Test
    void valuesThatTieRowsTogetherAreAGroup() {
        Map<String, List<String>> columns = column(row -> "patient " + LABELS[row] + "." + row % 30);
        Map<String, List<String>> test = Map.of("x", List.of("patient 77", "patient 78"));
        CheckLine line =
                ColumnLeaks.of(LABELS, CLASSES, columns, Optional.of(test)).line();
        assertThat(line.status()).isEqualTo(Status.WARNED);
        assertThat(line.todo()).startsWith("Name 'x' as the group");
    }

    @Test
    void whatTheTestRowsDoNotHaveCannotMislead() {
        ColumnLeaks leaks =
                ColumnLeaks.of(LABELS, CLASSES, column(row -> "name " + LABELS[row]), Optional.of(Map.of()));
        assertThat(leaks.suspects()).extracting(ColumnLeaks.Told::kind).containsExactly(Kind.NOT_IN_TEST);
        assertThat(leaks.line().status()).isEqualTo(Status.WARNED);
    }

    @Test
    void theWorstComesFirst() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        columns.put(
                "strong", column(row -> "v" + (row % 12 == 0 ? 0 : LABELS[row])).get("x"));
        columns.put("copy", column(row -> "v" + LABELS[row]).get("x"));
        columns.put("fine", column(row -> "v" + row % 3).get("x"));
        ColumnLeaks leaks = leaks(columns);
        assertThat(leaks.suspects()).extracting(ColumnLeaks.Told::column).containsExactly("copy", "strong");
        assertThat(leaks.best()).map(ColumnLeaks.Told::column).contains("copy");
    }

    @Test
    void uniqueValuesDetermineNothing() {
        CheckLine line = leaks(column(row -> "row " + row)).line();
        assertThat(line.status()).isEqualTo(Status.PASSED);
    }

    /** Ten rows are told right by one of many random columns sooner or later. */
    @ParameterizedTest
    @ValueSource(ints = {10, 20, 40})
    void manyRandomColumnsOfFewRowsRingNothing(int rows) {
        Random random = new Random(rows);
        int[] labels = random.ints(rows, 0, 2).toArray();
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (int c = 0; c < 2_000; c++) {
            boolean numbers = c % 2 == 0;
            columns.put(
                    "c" + c,
                    IntStream.range(0, rows)
                            .mapToObj(row -> String.valueOf(numbers ? random.nextGaussian() : random.nextInt(3)))
                            .toList());
        }
        assertThat(ColumnLeaks.of(labels, 2, columns, Optional.empty()).suspects())
                .isEmpty();
    }

    @Test
    void honestlyGoodColumnsRingNothing() {
        Random random = new Random(5);
        CheckLine line = leaks(column(row -> String.valueOf(LABELS[row] + 0.5 * random.nextGaussian())))
                .line();
        assertThat(line.status()).isEqualTo(Status.PASSED);
    }

    @Test
    void aRareClassIsNotDeterminedByNamingTheCommonOne() {
        int[] labels =
                IntStream.range(0, 1_000).map(row -> row % 200 == 0 ? 1 : 0).toArray();
        Map<String, List<String>> columns = Map.of(
                "x", IntStream.range(0, 1_000).mapToObj(row -> "v" + row % 7).toList());
        ColumnLeaks leaks = ColumnLeaks.of(labels, 2, columns, Optional.empty());
        assertThat(leaks.best().orElseThrow().accuracy()).isGreaterThan(0.99);
        assertThat(leaks.suspects()).isEmpty();
    }

    @Test
    void withoutColumnsThereIsNothingToSee() {
        assertThat(leaks(Map.of()).line().status()).isEqualTo(Status.SKIPPED);
    }

    @Test
    void aColumnOfAnotherLengthIsRefused() {
        assertThatThrownBy(() -> leaks(Map.of("x", List.of("a", "b")))).hasMessageContaining("'x' has 2 rows");
    }

    @Test
    void leafClassificationIsClean() {
        CsvTable table = CsvTable.read(SharedData.folder("leaf-classification").resolve("train.csv"), "train.csv");
        List<String> species = table.column("species");
        ColumnLeaks leaks =
                ColumnLeaks.of(classes(species), 99, without(table, List.of("id", "species")), Optional.empty());
        assertThat(leaks.columns()).isEqualTo(192);
        assertThat(leaks.line().status()).as(leaks.line().finding()).isEqualTo(Status.PASSED);
        assertThat(OrderLeaks.of(classes(species)).line().status()).isEqualTo(Status.PASSED);
        assertThat(IdLeaks.of(table.column("id"), classes(species), 99).line().status())
                .isEqualTo(Status.PASSED);
    }

    @Test
    void housePricesAreClean() {
        Path file = SharedData.folder("house-prices").resolve("kaggle_house_pred_train.csv");
        CsvTable table = CsvTable.read(file, "train.csv");
        double[] prices = table.column("SalePrice").stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
        double[] sorted = Arrays.stream(prices).sorted().toArray();
        int[] quarter = Arrays.stream(prices)
                .mapToInt(price -> price < sorted[365] ? 0 : price < sorted[730] ? 1 : price < sorted[1095] ? 2 : 3)
                .toArray();
        ColumnLeaks leaks = ColumnLeaks.of(quarter, 4, without(table, List.of("Id", "SalePrice")), Optional.empty());
        assertThat(leaks.columns()).isEqualTo(79);
        assertThat(leaks.line().status()).as(leaks.line().finding()).isEqualTo(Status.PASSED);
        assertThat(OrderLeaks.of(quarter).line().status()).isEqualTo(Status.PASSED);
        assertThat(IdLeaks.of(table.column("Id"), quarter, 4).line().status()).isEqualTo(Status.PASSED);
    }

    private static int[] classes(List<String> labels) {
        List<String> names = labels.stream().distinct().sorted().toList();
        return labels.stream().mapToInt(names::indexOf).toArray();
    }

    private static Map<String, List<String>> without(CsvTable table, List<String> named) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        table.columns().stream()
                .filter(column -> !named.contains(column))
                .forEach(column -> columns.put(column, table.column(column)));
        return columns;
    }

    private static Map<String, List<String>> column(IntFunction<String> cell) {
        return Map.of("x", IntStream.range(0, ROWS).mapToObj(cell).toList());
    }

    private static ColumnLeaks leaks(Map<String, List<String>> columns) {
        return ColumnLeaks.of(LABELS, CLASSES, columns, Optional.empty());
    }
}

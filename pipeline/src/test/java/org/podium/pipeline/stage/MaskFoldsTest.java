package org.podium.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.folds.Balance;
import org.podium.folds.FoldPlan;
import org.podium.folds.LabelSets;
import org.podium.folds.Rows;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RecipeFile;
import org.podium.pipeline.config.Records;

/** Folds of rows that have several classes each, those of their masks. */
class MaskFoldsTest {
    private static final List<String> CLASSES = List.of("ground", "road", "car", "bike");
    private static final int ROWS = 80;

    @TempDir
    private Path folder;

    /** Everything is on the ground; roads are frequent, cars less, and bikes rare. */
    private static RowTable rows(boolean grouped) {
        SplittableRandom random = new SplittableRandom(5);
        List<String> labels = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            List<String> present = new ArrayList<>(List.of("ground"));
            double[] shares = {0.6, 0.3, 0.15};
            for (int c = 0; c < shares.length; c++) {
                if (random.nextDouble() < shares[c]) {
                    present.add(CLASSES.get(c + 1));
                }
            }
            labels.add(String.join(MaskTable.SEPARATOR, present));
        }
        List<String> blank = Collections.nCopies(ROWS, "");
        return new RowTable(
                IntStream.range(0, ROWS).mapToObj(i -> "id-" + i).toList(),
                Collections.nCopies(ROWS, Path.of("x.png")),
                blank,
                labels,
                grouped ? IntStream.range(0, ROWS).mapToObj(i -> "g" + i / 2).toList() : blank,
                blank,
                Map.of());
    }

    private FoldPlan plan(RowTable rows, String kind, int seed) throws IOException {
        Path file = Files.writeString(
                folder.resolve("recipe.yaml"), "seed: %d\nfolds: {kind: %s, k: 5}\n".formatted(seed, kind));
        Recipe recipe = RecipeFile.read(file, List.of());
        return Splitting.plan(
                Records.with(recipe, "folds", recipe.folds().resolved()), rows, CLASSES, true, rows.groups(), Set.of());
    }

    private static double deviation(RowTable rows, FoldPlan plan) {
        return Balance.of(
                        Rows.of(rows.ids()).withLabelSets(LabelSets.of(rows.classSets(CLASSES), CLASSES.size())), plan)
                .largestDeviation();
    }

    @Test
    void classesOfMasksAreSpreadBetterThanByChance() throws IOException {
        RowTable rows = rows(false);
        double spread = 0;
        double byChance = 0;
        for (int seed = 0; seed < 10; seed++) {
            spread = Math.max(spread, deviation(rows, plan(rows, "stratified", seed)));
            byChance += deviation(rows, plan(rows, "k-fold", seed)) / 10;
        }
        assertThat(spread).isLessThan(0.07).isLessThan(byChance / 2);
    }

    @Test
    void groupsStayWholeAndTheRarestClassIsSpread() throws IOException {
        RowTable rows = rows(true);
        int[] rarest = rows.rarestClasses(CLASSES);
        for (int row = 0; row < ROWS; row++) {
            List<String> present = Arrays.asList(rows.labels().get(row).split("\\|"));
            assertThat(CLASSES.get(rarest[row])).isEqualTo(present.get(present.size() - 1));
        }
        double spread = 0;
        double byChance = 0;
        for (int seed = 0; seed < 10; seed++) {
            FoldPlan plan = plan(rows, "stratified-group", seed);
            for (int row = 0; row < ROWS; row += 2) {
                assertThat(plan.fold(row)).isEqualTo(plan.fold(row + 1));
            }
            spread += bikes(rarest, plan);
            byChance += bikes(rarest, plan(rows, "group", seed));
        }
        assertThat(spread).isLessThan(byChance / 2);
    }

    /** How far the number of rows whose rarest class is the last one differs between folds. */
    private static int bikes(int[] rarest, FoldPlan plan) {
        int[] counts = new int[plan.folds()];
        for (int row = 0; row < rarest.length; row++) {
            counts[plan.fold(row)] += rarest[row] == CLASSES.size() - 1 ? 1 : 0;
        }
        return Arrays.stream(counts).max().orElseThrow()
                - Arrays.stream(counts).min().orElseThrow();
    }

    @Test
    void aRowIsOfAllClassesThatItsMaskHas() {
        RowTable rows = rows(false);
        int[][] sets = rows.classSets(CLASSES);
        Set<Integer> sizes = new HashSet<>();
        for (int row = 0; row < ROWS; row++) {
            assertThat(Arrays.stream(sets[row]).mapToObj(CLASSES::get))
                    .containsExactly(rows.labels().get(row).split("\\|"));
            sizes.add(sets[row].length);
        }
        assertThat(sizes).hasSizeGreaterThan(2);
    }
}

package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.run.Hashes;
import org.podium.pipeline.run.Npy;

/** Whole runs on folds that are no plain k-fold; the score is the log loss, which no two networks have in common. */
class FoldsRunTest {
    private static final List<String> CLASSES = List.of("blue", "green", "red");
    private static final int REPEATS = 2;
    private static final int FOLDS = 2;

    @TempDir
    private static Path shared;

    @TempDir
    private Path temporary;

    private static TinyCompetition competition;
    private static Path nested;

    /** A line of {@code folds.csv}. */
    private record Place(String id, int repeat, int fold, List<String> cells) {
        static List<Place> read(Path run) throws IOException {
            return Files.readAllLines(run.resolve("folds.csv")).stream()
                    .skip(1)
                    .map(line -> Arrays.asList(line.split(",", -1)))
                    .map(cells -> new Place(
                            cells.get(0), Integer.parseInt(cells.get(1)), Integer.parseInt(cells.get(2)), cells))
                    .toList();
        }
    }

    /** A line of {@code oof.csv}. */
    private record Predicted(String id, int repeat, int fold, String label, double[] probabilities) {
        static List<Predicted> read(Path run) throws IOException {
            List<String> lines = Files.readAllLines(run.resolve("oof.csv"));
            assertThat(lines.get(0)).isEqualTo("model,id,repeat,fold,label,blue,green,red");
            return lines.stream()
                    .skip(1)
                    .map(line -> line.split(","))
                    .map(cells -> new Predicted(
                            cells[1],
                            Integer.parseInt(cells[2]),
                            Integer.parseInt(cells[3]),
                            cells[4],
                            Stream.of(cells)
                                    .skip(5)
                                    .mapToDouble(Double::parseDouble)
                                    .toArray()))
                    .toList();
        }
    }

    @BeforeAll
    static void runNested() throws Exception {
        competition = RichCompetition.in(shared.resolve("competition"));
        competition
                .change("competition.yaml", "metric: accuracy", "metric: log-loss")
                .change("competition.yaml", "kind: labels", "kind: probabilities")
                .file(
                        "data/sample_submission.csv",
                        "image,blue,green,red\n" + String.join(",0,0,1\n", competition.testIds()) + ",0,0,1\n");
        // All at once: one of them leaves a core idle.
        Map<String, Cli.Running> runs = Map.of(
                "nested", start("nested", 2, "{kind: stratified, k: 2, repeats: 2, inner: 0.25}"),
                "series", start("series", 2, "{kind: time-series, k: 2, gap: 2}"),
                "alone", start("alone", 1, "{kind: time-series, k: 2, gap: 2}"));
        for (Map.Entry<String, Cli.Running> run : runs.entrySet()) {
            Cli.Result result = run.getValue().await();
            assertThat(result.status()).as(run.getKey() + ": " + result.err()).isZero();
        }
        nested = folder("nested");
    }

    private static Path folder(String name) {
        return shared.resolve("tiny").resolve(name);
    }

    private static Cli.Running start(String name, int workers, String folds) throws IOException {
        return Cli.start(
                "run",
                competition.folder(),
                "--runs",
                shared,
                "--name",
                name,
                "--workers",
                workers,
                "--set",
                "folds=" + folds,
                "--set",
                "models=[{name: one, lr: 3e-3}]",
                "--set",
                "tta={horizontal-flip: false}");
    }

    private static JsonNode scores(Path run) throws IOException {
        return new ObjectMapper().readTree(run.resolve("scores.json").toFile());
    }

    private static double logLoss(List<String> labels, List<double[]> probabilities) {
        return IntStream.range(0, labels.size())
                .mapToDouble(row -> -Math.log(probabilities.get(row)[CLASSES.indexOf(labels.get(row))]
                        / Arrays.stream(probabilities.get(row)).sum()))
                .average()
                .orElseThrow();
    }

    private static List<String> trainIds() {
        return competition.trainLines().stream()
                .map(line -> line.replaceAll(",.*\n", ""))
                .toList();
    }

    /** The loss of the only epoch, on the rows that the best epoch is chosen on. */
    private static double choosingLoss(Path run, int number) throws IOException {
        List<String> lines = Files.readAllLines(run.resolve("models/one/fold-" + number + "/history.csv"));
        int column = Arrays.asList(lines.get(0).split(",")).indexOf("valid_loss");
        return Double.parseDouble(lines.get(1).split(",")[column]);
    }

    @Test
    void everyRepeatPredictsEveryRowOnce() throws Exception {
        assertThat(nested.resolve("models/one").toFile().list())
                .containsExactlyInAnyOrder("fold-0", "fold-1", "fold-2", "fold-3");
        List<Predicted> lines = Predicted.read(nested);
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            int wanted = repeat;
            assertThat(lines)
                    .filteredOn(line -> line.repeat() == wanted)
                    .extracting(Predicted::id)
                    .containsExactlyElementsOf(trainIds());
        }
        Map<String, Integer> folds = new HashMap<>();
        Place.read(nested).forEach(place -> folds.put(place.id() + " " + place.repeat(), place.fold()));
        assertThat(lines)
                .allSatisfy(line -> assertThat(line.fold()).isEqualTo(folds.get(line.id() + " " + line.repeat())));
    }

    @Test
    void scoresAreThoseOfFoldsAndOfTheMeanOverRepeats() throws Exception {
        List<Predicted> lines = Predicted.read(nested);
        JsonNode score = scores(nested).get("models").get("one");
        assertThat(score.get("folds")).hasSize(REPEATS * FOLDS);
        double sum = 0;
        for (int number = 0; number < REPEATS * FOLDS; number++) {
            int repeat = number / FOLDS;
            int fold = number % FOLDS;
            List<Predicted> held = lines.stream()
                    .filter(line -> line.repeat() == repeat && line.fold() == fold)
                    .toList();
            double expected = logLoss(
                    held.stream().map(Predicted::label).toList(),
                    held.stream().map(Predicted::probabilities).toList());
            assertThat(score.get("folds").get(number).asDouble()).isCloseTo(expected, within(1e-5));
            sum += expected;
        }
        assertThat(score.get("mean").asDouble()).isCloseTo(sum / REPEATS / FOLDS, within(1e-5));

        Map<String, double[]> means = new HashMap<>();
        for (Predicted line : lines) {
            double[] mean = means.computeIfAbsent(line.id(), id -> new double[CLASSES.size()]);
            for (int c = 0; c < mean.length; c++) {
                mean[c] += line.probabilities()[c] / REPEATS;
            }
        }
        double pooled = logLoss(
                competition.trainLines().stream()
                        .map(line -> line.strip().replaceAll(".*,", ""))
                        .toList(),
                trainIds().stream().map(means::get).toList());
        assertThat(score.get("oof").asDouble()).isCloseTo(pooled, within(1e-5)).isNotCloseTo(sum / 4, within(1e-5));
    }

    @Test
    void theBestEpochIsChosenOnRowsThatAreNeitherTrainedNorValidated() throws Exception {
        List<Place> places = Place.read(nested);
        JsonNode score = scores(nested).get("models").get("one");
        for (int number = 0; number < REPEATS * FOLDS; number++) {
            int repeat = number / FOLDS;
            int fold = number % FOLDS;
            List<Place> chooses = places.stream()
                    .filter(place -> place.repeat() == repeat
                            && List.of(place.cells().get(3).split(" ")).contains("" + fold))
                    .toList();
            assertThat(chooses).hasSize(6).noneMatch(place -> place.fold() == fold);
            assertThat(choosingLoss(nested, number))
                    .isNotCloseTo(score.get("folds").get(number).asDouble(), within(1e-4));
        }
    }

    @Test
    void networksOfAFoldAreScoredAlone() throws Exception {
        List<String> ids = competition.testIds();
        Map<String, String> truth = new HashMap<>();
        StringBuilder solution = new StringBuilder("image,label\n");
        for (int i = 0; i < ids.size(); i++) {
            truth.put(ids.get(i), CLASSES.get(i * 2 % 3));
            solution.append(ids.get(i))
                    .append(',')
                    .append(truth.get(ids.get(i)))
                    .append('\n');
        }
        Path run = temporary.resolve("scored");
        Folders.copy(nested, run);
        Cli.Result result =
                Cli.call("score", run, "--solution", Files.writeString(temporary.resolve("solution.csv"), solution));
        assertThat(result.status()).as(result.err()).isZero();

        List<String> rows = SubmissionRows.read(run.resolve("rows/test.csv")).ids();
        List<String> labels = rows.stream().map(truth::get).toList();
        JsonNode score = scores(run).get("solutions").get(0);
        assertThat(score.get("folds")).hasSize(REPEATS * FOLDS);
        List<double[]> means = new ArrayList<>();
        rows.forEach(row -> means.add(new double[CLASSES.size()]));
        for (int number = 0; number < REPEATS * FOLDS; number++) {
            double[][] predicted = Npy.read(run.resolve("models/one/fold-" + number + "/test.npy"));
            assertThat(score.get("folds").get(number).asDouble())
                    .isCloseTo(logLoss(labels, List.of(predicted)), within(1e-6));
            for (int row = 0; row < predicted.length; row++) {
                for (int c = 0; c < CLASSES.size(); c++) {
                    means.get(row)[c] += predicted[row][c] / (REPEATS * FOLDS);
                }
            }
        }
        assertThat(score.get("score").asDouble()).isCloseTo(logLoss(labels, means), within(1e-5));
    }

    @Test
    void aSeriesInTimeIsTrainedOnThePastAlone() throws Exception {
        Path run = folder("series");
        Map<String, String> times = new HashMap<>();
        RichCompetition.lines(competition).forEach(line -> times.put(line.split(",")[0], line.split(",")[3]));
        List<Place> places = Place.read(run);
        for (int fold = 0; fold < FOLDS; fold++) {
            int number = fold;
            Optional<String> latest = places.stream()
                    .filter(place -> Integer.parseInt(place.cells().get(3)) <= number
                            && number < Integer.parseInt(place.cells().get(4)))
                    .map(place -> times.get(place.id()))
                    .max(String::compareTo);
            Optional<String> earliest = places.stream()
                    .filter(place -> place.fold() == number)
                    .map(place -> times.get(place.id()))
                    .min(String::compareTo);
            assertThat(latest.orElseThrow()).isLessThan(earliest.orElseThrow());
        }
        List<String> validated = places.stream()
                .filter(place -> place.fold() >= 0)
                .map(Place::id)
                .toList();
        assertThat(validated).hasSize(32);
        assertThat(Predicted.read(run)).extracting(Predicted::id).containsExactlyElementsOf(validated);
        assertThat(SubmissionRows.read(run.resolve("submission.csv")).ids())
                .containsExactlyElementsOf(competition.testIds());
        // With nothing held out within, the fold's own rows choose the epoch.
        assertThat(choosingLoss(run, 1))
                .isCloseTo(
                        scores(run).get("models").get("one").get("folds").get(1).asDouble(), within(1e-4));
    }

    @Test
    void oneWorkerGivesTheSameBytes() throws Exception {
        for (String file : List.of(
                "folds.csv",
                "oof.csv",
                "test.csv",
                "submission.csv",
                "models/one/fold-0/weights.safetensors",
                "models/one/fold-1/weights.safetensors")) {
            assertThat(Hashes.of(folder("alone").resolve(file)))
                    .as(file)
                    .isEqualTo(Hashes.of(folder("series").resolve(file)));
        }
    }
}

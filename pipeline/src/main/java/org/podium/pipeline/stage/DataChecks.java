package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.podium.ensemble.Metric;
import org.podium.ensemble.Metrics;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.ImageProxy;
import org.podium.pipeline.competition.Competition.Submission;
import org.podium.pipeline.competition.CompetitionData;
import org.podium.pipeline.competition.CsvTable;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.competition.SubmissionFormat;
import org.podium.pipeline.competition.SubmissionWriter;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.ImageFacts;
import org.podium.pipeline.image.ImageLook;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.RunFolder;

/** What can be told of labels, classes, metric and submission before anything is trained. */
final class DataChecks {
    private final RunConfig config;
    private final RunFolder folder;
    private final CompetitionData data;
    private final RowTable train;
    private final Inventory inventory;

    DataChecks(RunConfig config, RunFolder folder, CompetitionData data, RowTable train, Inventory inventory) {
        this.config = config;
        this.folder = folder;
        this.data = data;
        this.train = train;
        this.inventory = inventory;
    }

    List<CheckLine> lines(FoldReport folds, LookedAt trainLooks, LookedAt testLooks, ImageProxy proxy)
            throws IOException {
        return List.of(
                images(inventory, trainLooks, testLooks),
                classes(folds),
                folds(folds),
                sample(),
                labelOrder(),
                proxy.labels().line(),
                metric(),
                drySubmission());
    }

    /** That every image opens; what sizes and kinds of pixels there are. */
    static CheckLine images(Inventory inventory, LookedAt train, LookedAt test) {
        List<ImageFacts> facts = Stream.of(train, test)
                .flatMap(set -> set.looks().stream())
                .map(ImageLook::facts)
                .toList();
        String finding = String.format(
                Locale.ROOT,
                "%,d training and %,d test images open; %s px; %s; %s",
                train.size(),
                test.size(),
                sizes(facts),
                histogram(facts, ImageFacts::mode),
                histogram(facts, ImageFacts::format));
        List<String> broken = Stream.concat(
                        inventory.skippedTrain().keySet().stream(), inventory.skippedTest().keySet().stream())
                .toList();
        return broken.isEmpty()
                ? CheckLine.passed("images", finding)
                : CheckLine.warned(
                        "images",
                        finding + "; " + broken.size() + " cannot be decoded: " + quoted(broken),
                        "Repair or remove them; reasons are in " + Inventory.FILE + ".");
    }

    private static String sizes(List<ImageFacts> facts) {
        String width = range(facts.stream().mapToInt(ImageFacts::width).sorted().toArray());
        String height =
                range(facts.stream().mapToInt(ImageFacts::height).sorted().toArray());
        return width + " × " + height;
    }

    private static String range(int[] sorted) {
        int least = sorted[0];
        int most = sorted[sorted.length - 1];
        return least == most ? "" + least : least + "–" + most;
    }

    /** Such as {@code 320 rgb, 5 grey}. */
    private static String histogram(List<ImageFacts> facts, Function<ImageFacts, String> word) {
        Map<String, Long> counts =
                facts.stream().collect(Collectors.groupingBy(word, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> String.format(Locale.ROOT, "%,d %s", entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    /** That every class has a row in every fold. */
    CheckLine classes(FoldReport folds) {
        List<Integer> counts = inventory.counts();
        int least = Collections.min(counts);
        int most = Collections.max(counts);
        String finding = counts.size() + " classes of " + (least == most ? "" : least + " to ") + most + " rows";
        return folds.rare().isEmpty()
                ? CheckLine.passed("classes", finding)
                : CheckLine.warned(
                        "classes",
                        finding + "; fewer rows than folds: "
                                + quoted(List.copyOf(folds.rare().keySet())),
                        "Use fewer folds, or merge these classes: some fold cannot tell how well they are learnt.");
    }

    /** How even the folds are. */
    static CheckLine folds(FoldReport folds) {
        String finding = folds.notes().get(0);
        List<String> untrained = folds.folds().stream()
                .flatMap(fold -> fold.untrained().stream())
                .distinct()
                .toList();
        return untrained.isEmpty()
                ? CheckLine.passed("folds", finding)
                : CheckLine.warned(
                        "folds",
                        finding + "; a fold has no training row of " + quoted(untrained),
                        "Collect more rows of these classes, earlier ones where folds follow time, or merge them: that fold"
                                + " cannot learn them.");
    }

    /** That the sample's columns or labels are the classes of the training rows, and its ids the test rows'. */
    CheckLine sample() {
        String name = "labels and sample";
        if (config.competition().submission().sample().isEmpty()) {
            return CheckLine.skipped(name, "the competition names no sample submission");
        }
        SubmissionFormat format = format(); // refuses columns and ids that do not agree
        List<String> strange = SubmissionFormat.strangeLabels(
                config.competition(), Path.of(config.competitionFolder()), data.classes());
        if (!strange.isEmpty()) {
            return CheckLine.warned(
                    name,
                    "the sample's label " + quoted(strange) + " is no class of the training rows",
                    "See whether labels are written as the competition wants them, such as 'cat' for '0'.");
        }
        return CheckLine.passed(
                name,
                format.classes().size() + " classes and " + format.ids().size()
                        + " ids agree with the sample submission");
    }

    /**
     * That the classes that training counts by, those of the competition's table now and the names in a submission are in
     * one order: test rows are given known classes, and the submission has to say them.
     */
    CheckLine labelOrder() throws IOException {
        String name = "label order";
        String anew = "Delete the run's folder and begin anew: its rows are of another table.";
        List<String> classes = inventory.classes();
        if (!classes.equals(data.classes())) {
            return CheckLine.failed(
                    name,
                    "training counts by " + quoted(classes) + " of " + Inventory.FILE + ", the competition's table has "
                            + quoted(data.classes()),
                    anew);
        }
        List<String> strange = train.labels().stream()
                .distinct()
                .filter(label -> !classes.contains(label))
                .toList();
        if (!strange.isEmpty()) {
            return CheckLine.failed(name, quoted(strange) + " of " + RowTable.TRAIN + " is no class", anew);
        }
        double[][] known = new double[data.test().size()][];
        Arrays.setAll(known, row -> oneHot(row % classes.size(), classes.size()));
        List<String> wrong = dry("dry-order.csv", known, this::misnamed);
        return wrong.isEmpty()
                ? CheckLine.passed(
                        name,
                        "0 = " + classes.get(0) + " … " + (classes.size() - 1) + " = "
                                + classes.get(classes.size() - 1) + " in " + Inventory.FILE
                                + ", in the competition's table, and in a submission of known classes read back")
                : CheckLine.failed(
                        name,
                        "a submission of known classes names others for the test rows " + quoted(wrong),
                        "Compare the columns of the sample submission with the classes.");
    }

    /** Test rows whose line names another class than their number modulo the classes. */
    private List<String> misnamed(Path submission) {
        CsvTable table = CsvTable.read(submission);
        Map<String, List<String>> cells = new HashMap<>();
        table.columns().forEach(column -> cells.put(column, table.column(column)));
        List<String> ids = cells.get(table.columns().get(0));
        List<String> second = cells.get(table.columns().get(1));
        boolean labels = config.competition().submission().kind() == Submission.Kind.LABELS;
        Map<String, String> expected = new HashMap<>();
        for (int row = 0; row < data.test().size(); row++) {
            expected.put(
                    data.test().ids().get(row),
                    inventory.classes().get(row % inventory.classes().size()));
        }
        return IntStream.range(0, ids.size())
                .filter(line -> {
                    String wanted = expected.get(ids.get(line));
                    return labels
                            ? !second.get(line).equals(wanted)
                            : Double.parseDouble(cells.get(wanted).get(line)) != 1;
                })
                .mapToObj(ids::get)
                .toList();
    }

    /** The metric of the truth itself, of the commonest class and of the class shares. */
    CheckLine metric() {
        Metric metric = Metrics.named(config.competition().metric());
        int[] truth = train.classes(inventory.classes());
        int classes = inventory.classes().size();
        double[] shares = inventory.shares();
        int commonest = IntStream.range(0, classes).reduce(0, (a, b) -> shares[b] > shares[a] ? b : a);
        double perfect = score(metric, truth, row -> oneHot(truth[row], classes));
        double constant = score(metric, truth, row -> shares);
        double majority = score(metric, truth, row -> oneHot(commonest, classes));
        double better = metric.higherIsBetter() ? Math.max(constant, majority) : Math.min(constant, majority);
        String finding = String.format(
                Locale.ROOT,
                "%s of a perfect prediction %.4g, of the class shares %.4g, of always '%s' %.4g",
                metric.name(),
                perfect,
                constant,
                inventory.classes().get(commonest),
                majority);
        return metric.higherIsBetter()
                ? perfect > better ? CheckLine.passed("metric", finding) : useless(finding)
                : perfect < better ? CheckLine.passed("metric", finding) : useless(finding);
    }

    private static CheckLine useless(String finding) {
        return CheckLine.failed("metric", finding, "Choose a metric that tells a perfect prediction from a constant.");
    }

    private interface Prediction {
        double[] of(int row);
    }

    private static double score(Metric metric, int[] truth, Prediction prediction) {
        return metric.score(
                truth, IntStream.range(0, truth.length).mapToObj(prediction::of).toArray(double[][]::new));
    }

    private static double[] oneHot(int index, int classes) {
        double[] values = new double[classes];
        values[index] = 1;
        return values;
    }

    /** That a submission of class shares is written and comes through its validation. */
    CheckLine drySubmission() throws IOException {
        SubmissionFormat format = format();
        double[][] shares = new double[data.test().size()][];
        Arrays.fill(shares, inventory.shares());
        try {
            return dry(
                    "dry-submission.csv",
                    shares,
                    file -> CheckLine.passed(
                            "dry submission",
                            format.ids().size() + " lines of "
                                    + format.columns().size() + " columns, written and read back"));
        } catch (UserError e) {
            return CheckLine.failed(
                    "dry submission", e.getMessage(), "Compare the sample submission with the classes.");
        }
    }

    /** Looks at a submission that is written and deleted again. */
    private <T> T dry(String name, double[][] probabilities, Function<Path, T> look) throws IOException {
        Path file = folder.file(name);
        try {
            SubmissionWriter.write(file, format(), probabilities);
            return look.apply(file);
        } finally {
            Files.deleteIfExists(file);
            AtomicFiles.deleteTree(AtomicFiles.temporary(file));
        }
    }

    private SubmissionFormat format() {
        return SubmissionFormat.of(config.competition(), Path.of(config.competitionFolder()), data);
    }

    /** The first few, for a message. */
    static String quoted(List<String> names) {
        int most = 5;
        String shown = names.stream()
                .limit(most)
                .map(name -> "'" + name.replaceAll("\\p{Cntrl}", " ") + "'")
                .collect(Collectors.joining(", "));
        return names.size() > most ? shown + " and " + (names.size() - most) + " more" : shown;
    }
}

package org.podium.pipeline.adversarial;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.podium.pipeline.check.CheckLine;

/**
 * How well training rows can be told from test rows.
 *
 * <p>Where they cannot be told apart, an AUC by cross-validation tends to come out below 0.5, and its interval may well be
 * below 0.5 as a whole. A row that is held out is missing from its own side among the rows trained on, so that rows like it
 * seem to be a little more of the other side than they are; most of all where the competition has divided each class in the
 * same proportion, and rows of a class look alike. See Parker, Günter and Bedo, <i>Stratification bias in low signal
 * microarray studies</i>, BMC Bioinformatics 8:326, 2007. So all below 0.5 is no difference, and none is too much of it.
 *
 * @param auc probability that a model, asked for a test row and a training row it has not seen, takes the right one for
 *     the test row
 * @param low lower end of the 95 % confidence interval
 * @param high upper end
 * @param level what that means
 * @param trainRows training rows that were looked at
 * @param testRows test rows that were looked at
 * @param features how the two differ in each feature, the most telling one first
 * @param excluded columns that were no fair features, with the reason
 * @param notes what was left out to save memory
 */
@JsonNaming(SnakeCaseStrategy.class)
public record AdversarialResult(
        double auc,
        double low,
        double high,
        Level level,
        int trainRows,
        int testRows,
        List<Difference> features,
        Map<String, String> excluded,
        List<String> notes) {
    private static final int NAMED = 5;

    /** How different training and test rows are. */
    public enum Level {
        /** The interval reaches down to 0.5: no difference was seen. */
        @JsonProperty("alike")
        ALIKE("cannot be told apart"),
        /** There is a difference, but it is hardly seen in a single row. */
        @JsonProperty("slightly-different")
        SLIGHT("differ slightly"),
        /** Many rows show where they are from. */
        @JsonProperty("different")
        DIFFERENT("can be told apart"),
        /** Most rows show where they are from. */
        @JsonProperty("far-apart")
        FAR_APART("can be told apart easily");

        private static final double HARDLY_SEEN = 0.6;
        private static final double MOSTLY_SEEN = 0.8;

        private final String words;

        Level(String words) {
            this.words = words;
        }

        static Level of(Auc auc) {
            if (auc.low() <= 0.5) {
                return ALIKE;
            }
            if (auc.value() < HARDLY_SEEN) {
                return SLIGHT;
            }
            return auc.value() < MOSTLY_SEEN ? DIFFERENT : FAR_APART;
        }
    }

    public AdversarialResult {
        features = List.copyOf(features);
        notes = List.copyOf(notes);
        excluded = Collections.unmodifiableMap(new LinkedHashMap<>(excluded));
    }

    /** The features in which the two differ by more than chance would make of any of them (95 %, Bonferroni). */
    List<Difference> telling() {
        double alpha = 0.05 / Math.max(1, features.size());
        double rows = (double) trainRows * testRows / (trainRows + testRows);
        double bound = Math.sqrt(-Math.log(alpha / 2) / 2 / rows);
        return features.stream()
                .filter(feature -> level != Level.ALIKE && feature.distance() > bound)
                .toList();
    }

    /** The line of a checklist. A difference is no fault of the data: it warns. */
    public CheckLine line() {
        String name = "train against test";
        List<Difference> telling = telling();
        String finding = verdict();
        if (level == Level.ALIKE || level == Level.SLIGHT) {
            return CheckLine.passed(name, finding);
        }
        if (telling.isEmpty()) {
            return CheckLine.warned(
                    name,
                    finding + "; by no feature alone",
                    "Trust the score on the training rows less, and compare images of both by eye.");
        }
        String feature = telling.get(0).feature();
        return CheckLine.warned(
                name,
                finding + "; first by " + feature + ": " + telling.get(0).words(),
                "Find out why " + feature
                        + " differs: if it is no part of the task, make the training rows like the test"
                        + " rows; in any case trust the score on the training rows less.");
    }

    /** What to print: the verdict, the most telling features, what was left out, and what to do. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(verdict());
        List<Difference> named = telling().stream().limit(NAMED).toList();
        int width = named.stream()
                .mapToInt(feature -> feature.feature().length())
                .max()
                .orElse(0);
        for (Difference feature : named) {
            String name =
                    feature.feature() + " ".repeat(width - feature.feature().length());
            lines.add(String.format(Locale.ROOT, "  %s  %.2f  %s", name, feature.distance(), feature.words()));
        }
        if (!excluded.isEmpty()) {
            lines.add("left out: "
                    + excluded.entrySet().stream()
                            .map(column -> column.getKey() + " (" + column.getValue() + ")")
                            .collect(Collectors.joining(", ")));
        }
        if (!notes.isEmpty()) {
            lines.add("to save memory: " + String.join("; ", notes));
        }
        if (!line().todo().isEmpty()) {
            lines.add(line().todo());
        }
        return lines;
    }

    private String verdict() {
        String verdict = String.format(
                Locale.ROOT,
                "%,d training and %,d test rows %s: AUC %.3f (95 %% %.3f to %.3f)",
                trainRows,
                testRows,
                level.words,
                auc,
                low,
                high);
        return auc < 0.5 ? verdict + "; below 0.5 means no more than chance" : verdict;
    }
}

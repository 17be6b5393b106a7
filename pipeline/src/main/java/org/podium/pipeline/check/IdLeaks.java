package org.podium.pipeline.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Do ids tell the class? By the words or numbers in them ({@code cat_001}, {@code 3_117}), or by the order of their last
 * numbers.
 *
 * @param words the part of the ids that tells the class of most rows, where ids have any that vary
 * @param numbers the order of the rows by the last number of their ids, where all have
 *     one that no other has
 */
public record IdLeaks(Optional<Words> words, Optional<OrderLeaks> numbers) {
    /** What the line of the checklist is called. */
    public static final String NAME = "ids";

    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern LAST_DIGITS = Pattern.compile("(\\d+)\\D*$");
    private static final Pattern EXTENSION = Pattern.compile("\\.[A-Za-z]\\w{0,4}$");
    private static final double ALARM = 0.001;
    private static final double WORTHWHILE = 0.2;

    /**
     * What a word or number in the ids tells.
     *
     * @param example one of the ids
     * @param accuracy share of the rows that it tells right, each from the others
     * @param majority share of the commonest class
     * @param pValue bound of the probability of that by chance
     */
    public record Words(String example, double accuracy, double majority, double pValue) {
        /** Whether it is worth an alarm. */
        public boolean isTelling() {
            return pValue < ALARM && accuracy - majority >= WORTHWHILE * (1 - majority);
        }
    }

    /** @param classes class index of each row */
    public static IdLeaks of(List<String> ids, int[] classes, int classCount) {
        if (ids.size() != classes.length) {
            throw new IllegalArgumentException(ids.size() + " ids but " + classes.length + " classes");
        }
        List<String> stems =
                ids.stream().map(id -> EXTENSION.matcher(id).replaceFirst("")).toList();
        return new IdLeaks(words(ids, stems, classes, classCount), numbers(stems, classes));
    }

    private static Optional<Words> words(List<String> ids, List<String> stems, int[] classes, int classCount) {
        int[] sizes = new int[classCount];
        IntStream.of(classes).forEach(c -> sizes[c]++);
        double majority = IntStream.of(sizes).max().orElse(0) / (double) Math.max(1, classes.length);
        List<List<String>> parts = parts(stems);
        return parts.stream()
                .filter(part -> part.stream().distinct().limit(2).count() > 1)
                .mapToDouble(part -> ColumnRule.accuracy(part, classes, classCount))
                .boxed()
                .max(Comparator.naturalOrder())
                .map(accuracy -> new Words(
                        ids.get(0),
                        accuracy,
                        majority,
                        Math.min(1, parts.size() * ColumnRule.pValue(accuracy, majority, classes.length))));
    }

    /**
     * The ids' parts between separators as columns, twice: with the digits at their ends taken off, which may count the
     * rows of a class, and as they are. Not as they are: the last part of an id, where a count stands as a rule, and parts
     * that no two rows share.
     */
    private static List<List<String>> parts(List<String> stems) {
        List<String[]> split = stems.stream().map(SEPARATORS::split).toList();
        int most = split.stream().mapToInt(parts -> parts.length).max().orElse(0);
        List<List<String>> columns = new ArrayList<>();
        for (int place = 0; place < most; place++) {
            int at = place;
            columns.add(split.stream()
                    .map(parts -> at < parts.length ? parts[at].replaceFirst("\\d+$", "") : "")
                    .toList());
            List<String> whole = split.stream()
                    .map(parts -> at < parts.length - 1 ? parts[at] : "")
                    .toList();
            if (new HashSet<>(whole).size() < whole.size()) {
                columns.add(whole);
            }
        }
        return columns;
    }

    private static Optional<OrderLeaks> numbers(List<String> stems, int[] classes) {
        List<String> digits = new ArrayList<>();
        for (String stem : stems) {
            Matcher last = LAST_DIGITS.matcher(stem);
            if (!last.find()) {
                return Optional.empty();
            }
            digits.add(last.group(1).replaceFirst("^0+(?=\\d)", ""));
        }
        if (new HashSet<>(digits).size() < digits.size()) {
            return Optional.empty();
        }
        int[] order = IntStream.range(0, classes.length)
                .boxed()
                .sorted(Comparator.<Integer>comparingInt(row -> digits.get(row).length())
                        .thenComparing(digits::get))
                .mapToInt(row -> classes[row])
                .toArray();
        return Optional.of(OrderLeaks.of(order));
    }

    /** The line of the checklist. */
    public CheckLine line() {
        Optional<Words> telling = words.filter(Words::isTelling);
        if (telling.isPresent()) {
            Words told = telling.get();
            return CheckLine.warned(
                    NAME,
                    String.format(
                            Locale.ROOT,
                            "a word or number in them, as in '%s', tells the class of %.1f %% of the rows (naming the commonest"
                                    + " class is right for %.1f %%)",
                            told.example(),
                            100 * told.accuracy(),
                            100 * told.majority()),
                    "Make no feature of ids or file names; see whether the ids of the test rows have such parts too.");
        }
        Optional<OrderLeaks> order = numbers.filter(OrderLeaks::isTelling);
        if (order.isPresent()) {
            return CheckLine.warned(
                    NAME,
                    order.get().sentence("rows in the order of the numbers in their ids"),
                    "Make no feature of ids or file names.");
        }
        String numbered = numbers.map(leaks -> "; " + leaks.sentence("in the order of their numbers"))
                .orElse("");
        return CheckLine.passed(NAME, "they have no words or numbers that tell the class" + numbered);
    }
}

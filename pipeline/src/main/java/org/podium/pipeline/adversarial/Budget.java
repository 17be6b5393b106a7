package org.podium.pipeline.adversarial;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much the model is shown, so that memory has a bound: {@link #MOST_VALUES} numbers of four bytes, which are held twice
 * and once more by xgboost, about half a gigabyte.
 *
 * @param rows rows of a kind at most
 * @param levels features that a column of texts may become
 */
record Budget(int rows, int levels) {
    /** Rows of a kind, where columns are few. */
    static final int MOST_ROWS = 20_000;

    /** Features × rows of both kinds. */
    static final int MOST_VALUES = 40_000_000;

    /**
     * For tables of this size. Rows come before levels: the commonest level of each column of texts is always shown.
     *
     * @param numbers columns of numbers
     * @param texts columns that may turn out to be texts
     */
    static Budget of(int trainRows, int testRows, int numbers, int texts) {
        int columns = Math.max(1, numbers + texts);
        int rows = Math.min(MOST_ROWS, Math.max(AdversarialValidation.LEAST_ROWS, MOST_VALUES / 2 / columns));
        int looked = Math.min(rows, trainRows) + Math.min(rows, testRows);
        int free = MOST_VALUES / Math.max(1, looked) - numbers;
        int levels = texts == 0 ? LevelColumn.MOST_LEVELS : Math.min(LevelColumn.MOST_LEVELS, free / texts);
        return new Budget(rows, Math.max(1, levels));
    }

    /** What was not looked at for want of memory, as sentences; none where all was. */
    List<String> notes(int trainRows, int testRows) {
        List<String> notes = new ArrayList<>();
        addSample(notes, "training", trainRows);
        addSample(notes, "test", testRows);
        if (levels < LevelColumn.MOST_LEVELS) {
            notes.add("of each column of texts, the model sees the " + levels + " commonest values only");
        }
        return notes;
    }

    private void addSample(List<String> notes, String kind, int there) {
        if (there > rows) {
            notes.add(String.format(Locale.ROOT, "a sample of %,d of the %,d %s rows", rows, there, kind));
        }
    }
}

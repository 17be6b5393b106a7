package org.podium.folds;

/** Checks that several splitters share; each throws an {@link IllegalArgumentException}. */
final class Require {
    private Require() {}

    static void atLeastTwoFolds(int k) {
        if (k < 2) {
            throw new IllegalArgumentException("number of folds is " + k + ", must be at least 2");
        }
    }

    static void aRowForEachFold(Rows rows, int k) {
        if (rows.size() < k) {
            throw new IllegalArgumentException(
                    rows.size() + (rows.size() == 1 ? " row" : " rows") + ", too few for " + k + " folds");
        }
    }

    static void share(double fraction) {
        if (!(fraction > 0 && fraction < 1)) {
            throw new IllegalArgumentException("hold-out fraction is " + fraction + ", must be above 0 and below 1");
        }
    }

    static void classes(Rows rows) {
        if (!rows.hasClasses()) {
            throw new IllegalArgumentException("stratified folds need a class for every row");
        }
    }

    static void groups(Rows rows, int folds) {
        if (!rows.hasGroups()) {
            throw new IllegalArgumentException("grouped folds need a group for every row");
        }
        if (rows.groupCount() < folds) {
            throw new IllegalArgumentException("the rows form " + rows.groupCount() + " groups, too few for " + folds
                    + " folds: use at most as many folds as groups");
        }
    }

    static void times(Rows rows) {
        if (!rows.hasTimes()) {
            throw new IllegalArgumentException("folds along time need a time for every row");
        }
    }
}

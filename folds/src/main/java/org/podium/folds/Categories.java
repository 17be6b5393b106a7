package org.podium.folds;

/** What rows are counted by: their class, or each of their labels. */
interface Categories {
    int count();

    /** Rows of a category. */
    int size(int category);

    /** Counts a row in its categories. */
    void count(int row, int[] counts);

    /** The classes of the rows, or else their labels; no categories if they have neither. */
    static Categories of(Rows rows) {
        if (rows.hasClasses()) {
            return of(rows.classes());
        }
        return rows.labelSets().map(Categories::of).orElseGet(() -> of(new ClassCodes(new int[0], new int[0])));
    }

    private static Categories of(ClassCodes classes) {
        return new Categories() {
            @Override
            public int count() {
                return classes.count();
            }

            @Override
            public int size(int category) {
                return classes.sizes()[category];
            }

            @Override
            public void count(int row, int[] counts) {
                if (counts.length > 0) {
                    counts[classes.of(row)]++;
                }
            }
        };
    }

    private static Categories of(LabelSets labels) {
        return new Categories() {
            @Override
            public int count() {
                return labels.labelCount();
            }

            @Override
            public int size(int category) {
                return labels.labelSize(category);
            }

            @Override
            public void count(int row, int[] counts) {
                for (int i = 0; i < labels.count(row); i++) {
                    counts[labels.label(row, i)]++;
                }
            }
        };
    }
}

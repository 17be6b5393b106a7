package org.podium.folds;

/** A class has too few rows for the folds asked for. */
public final class FoldException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int classIndex;
    private final int rows;
    private final int folds;

    FoldException(int classIndex, int rows, int folds) {
        super(message(String.valueOf(classIndex), rows, folds));
        this.classIndex = classIndex;
        this.rows = rows;
        this.folds = folds;
    }

    /** Index of the class. */
    public int classIndex() {
        return classIndex;
    }

    /** Number of rows the class has. */
    public int rows() {
        return rows;
    }

    /** Number of folds asked for. */
    public int folds() {
        return folds;
    }

    /** The message with the class called by its name instead of its index. */
    public String messageFor(String className) {
        return message("'" + className + "'", rows, folds);
    }

    private static String message(String className, int rows, int folds) {
        String fewerFolds = rows >= 2 ? "use at most " + rows + " folds, " : "";
        return "class " + className + " has " + rows + (rows == 1 ? " row" : " rows") + ", too few for " + folds
                + " folds: " + fewerFolds + "split off a hold-out instead, or merge the class with another";
    }
}

package org.podium.pipeline.competition;

import java.util.Optional;

/**
 * The facts of a competition, from {@code competition.yaml}.
 *
 * @param data folder of the data, relative to the competition's folder; every other path is relative to it
 * @param metric name of the metric, as in {@code org.podium.ensemble.Metrics}
 * @param generate draws the data on first use, for competitions that bring none
 * @param solution table for {@code podium score} only; no stage reads it
 */
public record Competition(
        String name,
        Task task,
        String metric,
        String data,
        Optional<Generate> generate,
        Source train,
        Source test,
        Submission submission,
        Optional<String> solution) {

    /** A named drawer of synthetic data and its seed. */
    public record Generate(String generator, long seed) {}

    /**
     * Where rows come from: exactly one of {@code csv} and {@code folder}.
     *
     * @param csv a table with a column of image paths
     * @param folder a folder of images, read recursively in sorted order
     * @param image column with the image path (csv only)
     * @param prefix put before each path of the image column
     * @param suffix put after each path of the image column
     * @param id csv: the id column (default: the image column); folder: {@code path}, {@code name}, {@code stem} or
     *     {@code index} (default: path)
     * @param indexWidth digits of a zero-padded index id
     * @param label csv: the label column; folder: {@code folder} takes the name of the first sub-folder
     * @param labelPattern folder: regular expression on the file name whose first group is the label
     * @param group csv: column that ties rows together (one plant, one patient)
     */
    public record Source(
            Optional<String> csv,
            Optional<String> folder,
            Optional<String> image,
            String prefix,
            String suffix,
            Optional<String> id,
            int indexWidth,
            Optional<String> label,
            Optional<String> labelPattern,
            Optional<String> group) {}

    /**
     * What the submission looks like.
     *
     * @param sample sample file whose columns, ids and row order are followed; without one the test rows' order is used
     * @param kind labels or class probabilities
     * @param id name of the id column where there is no sample
     * @param target name of the label column where there is no sample
     */
    public record Submission(Optional<String> sample, Kind kind, String id, String target) {
        /** One label a row, or one column of probabilities a class. */
        public enum Kind {
            LABELS,
            PROBABILITIES
        }
    }
}

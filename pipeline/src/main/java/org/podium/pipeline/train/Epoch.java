package org.podium.pipeline.train;

/**
 * One line of a training history. What has no meaning for an average of weights, which is no epoch of its own but comes
 * after the last one, is NaN there.
 *
 * @param epoch from 1
 * @param step optimizer steps taken so far
 * @param lr learning rate of the epoch's last step
 * @param trainLoss mean loss over the epoch's rows, as trained (augmented, smoothed)
 * @param validLoss mean cross-entropy over the held-out rows
 * @param validMetric the competition's metric over the held-out rows
 * @param imagesPerSecond training rows a second, decoding and augmentation included
 */
public record Epoch(
        int epoch,
        int step,
        double lr,
        double trainLoss,
        double validLoss,
        double validMetric,
        double imagesPerSecond) {
    /** Whether it is about the mean of the last epochs' weights. */
    public boolean ofAverage() {
        return Double.isNaN(trainLoss);
    }
}

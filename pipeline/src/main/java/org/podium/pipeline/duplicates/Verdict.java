package org.podium.pipeline.duplicates;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.competition.Leakage;

/**
 * What the duplicates among the images do to a fold plan.
 *
 * @param images how many were looked at
 * @param flat those among them with too little contrast to be compared for anything but exact duplicates
 * @param exact the same pixels
 * @param near re-encoded, resized, brighter or darker
 * @param mirrored left and right exchanged
 * @param tied training rows in a group of any kind with another training row
 * @param rowsInTest training rows with a duplicate of any kind among the test rows
 * @param rowsInConflict training rows with an exact or near duplicate that has another label
 * @param betweenFolds the worst pairs of a training and a validation row of one fold: at most ten, those with two labels
 *     first, then the nearest. Of a group whose listed pairs are all harmless, one that is not listed, with the largest
 *     listed distance of the group.
 * @param trainAndTest the worst pairs of a training and a test row
 * @param conflictingLabels the worst pairs with two labels
 * @param doubtful the nearest of the pairs that may be duplicates, but are not taken for such by thresholds that rest on
 *     few images
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Verdict(
        int images,
        int flat,
        Counts exact,
        Counts near,
        Counts mirrored,
        int tied,
        int rowsInTest,
        int rowsInConflict,
        List<WorstPair> betweenFolds,
        List<WorstPair> trainAndTest,
        List<WorstPair> conflictingLabels,
        List<WorstPair> doubtful) {

    /**
     * Duplicates of one kind. A group is what pairs of that kind and of nearer ones connect: in a group of mirrored ones
     * there are near and exact ones too, in one of near ones exact ones.
     *
     * @param pairs that are listed; of large groups not all are
     * @param groups with duplicates of this kind
     * @param images in them that have a duplicate of this kind
     * @param betweenFolds groups with duplicates of this kind, one of which trains in a fold and one validates
     * @param rowsBetweenFolds rows that validate in a fold in which a duplicate of this kind trains
     * @param trainAndTest groups with duplicates of this kind, one of which is a training row and one a test row
     * @param conflictingLabels groups with duplicates of this kind that are training rows with two labels; mirrored ones
     *     never count, since an arrow to the left is no arrow to the right
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Counts(
            int pairs,
            int groups,
            int images,
            int betweenFolds,
            int rowsBetweenFolds,
            int trainAndTest,
            int conflictingLabels) {}

    /**
     * A pair to look at.
     *
     * @param labelA empty for a test row
     * @param labelB empty for a test row
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record WorstPair(
            String idA,
            Part setA,
            String labelA,
            String idB,
            Part setB,
            String labelB,
            Pair.Kind kind,
            double distance) {
        String names() {
            return idA + " (" + setA.text() + ") and " + idB + " (" + setB.text() + ")";
        }
    }

    /**
     * @param pairs duplicates; of a large group as many as connect it
     * @param doubtful pairs that may be duplicates
     * @param flat images with too little contrast to compare
     * @param ids of the images
     * @param labels one a training row
     * @param plan the plan that the run uses; over the training rows
     */
    public static Verdict of(
            List<Pair> pairs, List<Pair> doubtful, int flat, ImageIds ids, List<String> labels, FoldPlan plan) {
        int rows = ids.train().size();
        if (labels.size() != rows || plan.rows() != rows) {
            throw new IllegalArgumentException(
                    rows + " training rows, but " + labels.size() + " labels and a plan of " + plan.rows() + " rows");
        }
        return new Judge(pairs, doubtful, flat, ids, labels, plan).verdict();
    }

    /**
     * The verdict as lines of a checklist: one a kind, one for duplicates in test, one for labels.
     *
     * @param policy with {@link Leakage#GROUP} the plan is taken to be one that ties duplicates; what cannot be cured by
     *     that is a warning
     */
    public List<CheckLine> lines(Leakage policy) {
        return new VerdictLines(this, policy).all();
    }
}

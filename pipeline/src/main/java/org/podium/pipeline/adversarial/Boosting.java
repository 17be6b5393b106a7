package org.podium.pipeline.adversarial;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.error.UserError;

/**
 * Gradient boosting of few small trees, which see slight shifts better than a closer fit would. One thread and no sampling:
 * the same rows give the same scores.
 */
final class Boosting {
    private static final int ROUNDS = 50;
    private static final Map<String, Object> PARAMETERS = Map.of(
            "objective", "binary:logistic",
            "tree_method", "hist",
            "max_depth", 3,
            "eta", 0.1,
            "nthread", 1,
            "seed", 0,
            "verbosity", 0);

    /** Least curvature of a leaf, which is a quarter of its rows at first. */
    private static final double MOST_LEAF_WEIGHT = 10;

    /** Where rows are few, a leaf may have an eighth of them: with leaves of 40 rows there would be no tree at all. */
    private static final double ROWS_OF_A_WEIGHT = 4 * 8;

    private Boosting() {}

    /**
     * The score of each row by a model that was not shown it.
     *
     * @param columns feature × row
     * @param positive whether each row is of the kind to be told
     * @param plan one repeat, in which each row validates once
     * @return log-odds, the higher the more like a positive row
     * @throws UserError if xgboost cannot be loaded on this machine
     */
    static double[] outOfFold(List<float[]> columns, boolean[] positive, FoldPlan plan) {
        return outOfFold(columns, positive, plan, Boosting::predict);
    }

    /** Trains on some rows and scores others. */
    @FunctionalInterface
    interface Model {
        float[] predict(List<float[]> columns, boolean[] positive, int[] training, int[] validating)
                throws XGBoostError;
    }

    static double[] outOfFold(List<float[]> columns, boolean[] positive, FoldPlan plan, Model model) {
        try {
            double[] scores = new double[positive.length];
            for (int fold = 0; fold < plan.folds(); fold++) {
                int[] validating = plan.validation(0, fold);
                float[] predicted = model.predict(columns, positive, plan.training(0, fold), validating);
                for (int i = 0; i < validating.length; i++) {
                    scores[validating[i]] = predicted[i];
                }
            }
            return scores;
        } catch (LinkageError e) {
            throw new UserError("xgboost cannot be loaded on this machine: it needs OpenMP (package libgomp1 on Debian"
                    + " and Ubuntu, libomp on macOS); the system says: " + reason(e));
        } catch (XGBoostError e) {
            throw new IllegalStateException("xgboost: " + e.getMessage(), e);
        }
    }

    /** The innermost message: an error in a static initialiser has none of its own. */
    private static String reason(Throwable error) {
        Throwable inner = error;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner.getMessage() == null ? inner.toString() : inner.getMessage();
    }

    private static float[] predict(List<float[]> columns, boolean[] positive, int[] training, int[] validating)
            throws XGBoostError {
        DMatrix known = matrix(columns, training);
        DMatrix unknown = matrix(columns, validating);
        Booster model = null;
        try {
            float[] labels = new float[training.length];
            for (int i = 0; i < training.length; i++) {
                labels[i] = positive[training[i]] ? 1 : 0;
            }
            known.setLabel(labels);
            Map<String, Object> parameters = new HashMap<>(PARAMETERS);
            parameters.put("min_child_weight", Math.min(MOST_LEAF_WEIGHT, training.length / ROWS_OF_A_WEIGHT));
            model = XGBoost.train(known, parameters, ROUNDS, Map.of(), null, null);
            float[][] predicted = model.predict(unknown, true);
            float[] scores = new float[validating.length];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = predicted[i][0];
            }
            return scores;
        } finally {
            // Native memory: garbage collection does not see it.
            if (model != null) {
                model.dispose();
            }
            unknown.dispose();
            known.dispose();
        }
    }

    private static DMatrix matrix(List<float[]> columns, int[] rows) throws XGBoostError {
        float[] values = new float[rows.length * columns.size()];
        for (int i = 0; i < rows.length; i++) {
            for (int feature = 0; feature < columns.size(); feature++) {
                values[i * columns.size() + feature] = columns.get(feature)[rows[i]];
            }
        }
        return new DMatrix(values, rows.length, columns.size(), Float.NaN);
    }
}

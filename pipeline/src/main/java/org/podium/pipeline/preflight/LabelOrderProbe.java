package org.podium.pipeline.preflight;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.network.Network;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.predict.Predictor;

/**
 * Whether output c of the network is class c of the saved classes, from training to prediction: images learned by heart are
 * predicted as a run predicts, and have to be given the label that the table of rows has. In which order a submission has
 * its columns is not looked at here.
 */
final class LabelOrderProbe {
    static final String NAME = "names of predicted classes";

    private LabelOrderProbe() {}

    /**
     * @param weights that know the rows by heart
     * @param rows those
     */
    static CheckLine of(Workbench bench, Map<String, Tensor> weights, int[] rows) throws IOException {
        Subject subject = bench.subject();
        Recipe.Tta plain = new Recipe.Tta(
                false, false, false, List.of(), 0, Recipe.Tta.DEFAULTS.cropScale(), Recipe.Tta.DEFAULTS.domain());
        Predictor predictor = new Predictor(bench.model(), plain, subject.seed(), subject.readers());
        double[][] probabilities;
        try (Network network = bench.network(weights)) {
            probabilities = predictor.predict(network, bench.examples().rows(), rows, event -> {});
        }
        String wrong = "";
        int right = 0;
        for (int i = 0; i < rows.length; i++) {
            String named = subject.classes().get(likeliest(probabilities[i]));
            String label = subject.labels().get(rows[i]);
            right += named.equals(label) ? 1 : 0;
            if (!named.equals(label) && wrong.isEmpty()) {
                wrong = ", such as '" + named + "' for '" + label + "' ("
                        + bench.examples().rows().ids().get(rows[i]) + ")";
            }
        }
        if (right == rows.length) {
            return CheckLine.passed(NAME, "all " + right + " images learned by heart are given their own labels");
        }
        return CheckLine.failed(
                NAME,
                (rows.length - right) + " of " + rows.length + " images learned by heart are given other labels"
                        + wrong,
                "compare the saved classes with the table's labels: predictions would be submitted under the wrong names");
    }

    private static int likeliest(double[] probabilities) {
        int best = 0;
        for (int c = 1; c < probabilities.length; c++) {
            best = probabilities[c] > probabilities[best] ? c : best;
        }
        return best;
    }
}

package org.podium.pipeline.stage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Lines of the tables of predictions. */
final class Probabilities {
    /** Nine digits are more than a network's output has, and read the same on every JDK. */
    private static final MathContext DIGITS = new MathContext(9);

    private Probabilities() {}

    static List<Object> header(List<String> classes, Object... first) {
        List<Object> names = new ArrayList<>(List.of(first));
        names.addAll(classes);
        return names;
    }

    static List<Object> line(double[] probabilities, Object... first) {
        List<Object> values = new ArrayList<>(List.of(first));
        for (double p : probabilities) {
            values.add(text(p));
        }
        return values;
    }

    /** Empty for what is not defined. */
    static String text(double p) {
        return Double.isNaN(p)
                ? ""
                : new BigDecimal(p).round(DIGITS).stripTrailingZeros().toString();
    }
}

package org.podium.ensemble;

import java.util.List;

/** The built-in metrics. */
public final class Metrics {
    private static final List<Metric> ALL =
            List.of(new Accuracy(), new BalancedAccuracy(), new MacroF1(), new LogLoss());

    private Metrics() {}

    /** All of them. */
    public static List<Metric> all() {
        return ALL;
    }

    /**
     * The metric of a name.
     *
     * @throws IllegalArgumentException if there is none; the message suggests the nearest name and lists all
     */
    public static Metric named(String name) {
        return Names.find("metric", ALL, Metric::name, name);
    }
}

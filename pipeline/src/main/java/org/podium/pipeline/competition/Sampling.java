package org.podium.pipeline.competition;

import java.util.Map;
import org.podium.pipeline.config.Checks;
import org.podium.pipeline.config.Shorthand;

/** Which rows an epoch draws. It always has as many draws as there are rows. */
public sealed interface Sampling {
    /** The kinds by the name they have in YAML. */
    Map<String, Class<? extends Record>> NAMES =
            Map.of("shuffled", Shuffled.class, "class-balanced", ClassBalanced.class);

    /** Every row once. */
    record Shuffled() implements Sampling {
        public static final Shuffled DEFAULTS = new Shuffled();
    }

    /**
     * Rows of small classes more often than those of large ones.
     *
     * @param power how far: a class of n rows is drawn in proportion to n^(1 - power). 0 leaves the classes as they are, 1
     *     draws all equally often
     */
    @Shorthand
    record ClassBalanced(double power) implements Sampling {
        public static final ClassBalanced DEFAULTS = new ClassBalanced(1);

        public ClassBalanced {
            new Checks().between("power", power, 0, 1).verify();
        }
    }
}

package org.podium.pipeline.competition;

import java.util.Map;
import org.podium.pipeline.config.Checks;
import org.podium.pipeline.config.Shorthand;
import org.podium.pipeline.error.UserError;

/**
 * Which part of a network stays as it came, its BatchNorm's statistics included. Stages count from the stem; the last is
 * the head, which is always trained.
 */
public sealed interface Freeze {
    /** The choices by the name they have in YAML. */
    Map<String, Class<? extends Record>> NAMES = Map.of(
            "none", None.class,
            "backbone", Backbone.class,
            "stages", Stages.class,
            "thaw-after", ThawAfter.class);

    /**
     * How many of the first stages are frozen.
     *
     * @param epoch counted from 1
     * @param stages of the network, with its head
     * @throws UserError if the choice asks for more stages than there are before the head
     */
    int frozenStages(int epoch, int stages);

    /**
     * Adds that this could do nothing, or only harm, to the checks of a record whose component {@code freeze} this is.
     *
     * @param epochs of the training
     * @param pretrained whether the backbone comes with weights
     */
    default Checks check(Checks checks, int epochs, boolean pretrained) {
        return checks;
    }

    /** Everything is trained. */
    record None() implements Freeze {
        @Override
        public int frozenStages(int epoch, int stages) {
            return 0;
        }
    }

    /** The head alone is trained. */
    record Backbone() implements Freeze {
        @Override
        public int frozenStages(int epoch, int stages) {
            return stages - 1;
        }

        @Override
        public Checks check(Checks checks, int epochs, boolean pretrained) {
            return checkPretrained(checks, "backbone", pretrained);
        }
    }

    /**
     * The first stages are frozen.
     *
     * @param count at least 1
     */
    @Shorthand
    record Stages(int count) implements Freeze {
        public Stages {
            new Checks().atLeast("count", count, 1).verify();
        }

        @Override
        public int frozenStages(int epoch, int stages) {
            if (count > stages - 1) {
                throw new UserError("freeze: " + count + " stages, but the network has " + (stages - 1)
                        + " before its head; take fewer, or freeze: backbone");
            }
            return count;
        }

        @Override
        public Checks check(Checks checks, int epochs, boolean pretrained) {
            return checkPretrained(checks, "stages", pretrained);
        }
    }

    /**
     * The backbone is frozen at first and trained later (as Howard and Ruder 2018, https://arxiv.org/abs/1801.06146, thaw
     * it, but all at once).
     *
     * @param epochs that only the head is trained, at least 1
     */
    @Shorthand
    record ThawAfter(int epochs) implements Freeze {
        public ThawAfter {
            new Checks().atLeast("epochs", epochs, 1).verify();
        }

        @Override
        public int frozenStages(int epoch, int stages) {
            return epoch <= epochs ? stages - 1 : 0;
        }

        @Override
        public Checks check(Checks checks, int all, boolean pretrained) {
            return checks.that(
                    epochs < all,
                    "thaw-after " + epochs + " of " + all
                            + " epochs never trains the backbone; take fewer, or freeze: backbone",
                    "freeze");
        }
    }

    private static Checks checkPretrained(Checks checks, String what, boolean pretrained) {
        return checks.that(
                pretrained,
                what + " without weights would stay as chance made it; give weights, or freeze: none",
                "freeze");
    }
}

package org.podium.pipeline.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Records with one of everything that the binder knows. */
public record Zoo(
        String name,
        long seed,
        int cages,
        double area,
        boolean open,
        Size size,
        Optional<Integer> visitors,
        Optional<String> motto,
        List<Double> prices,
        Keeper keeper,
        List<Animal> animals) {
    public static final Variants VARIANTS = new Variants(
            Map.of(Animal.class, Map.of("tiger", Tiger.class, "fish-tank", FishTank.class, "worm", Worm.class)));

    public static final Map<String, Object> DEFAULTS = Map.of(
            "seed",
            0L,
            "cages",
            1,
            "area",
            2.5,
            "open",
            true,
            "size",
            Size.VERY_SMALL,
            "prices",
            List.of(),
            "keeper",
            new Keeper("Ann", 30, new Hours(8, 17)),
            "animals",
            List.of());

    public Zoo {
        new Checks()
                .atLeast("cages", cages, 1)
                .above("area", area, 0)
                .that(!open || cages < 100, "an open zoo has fewer than 100 cages", "open", "cages")
                .verify();
    }

    public enum Size {
        VERY_SMALL,
        LARGE
    }

    public record Hours(double from, double to) {
        public Hours {
            if (from > to) {
                throw new IllegalArgumentException("from " + from + " is after to " + to);
            }
        }
    }

    public record Keeper(String name, int age, Hours hours) {
        public static final Map<String, Object> DEFAULTS = Map.of("age", 18, "hours", new Hours(9, 12));
    }

    public sealed interface Animal {}

    public record Tiger(double mood, Hours awake) implements Animal {
        public static final Tiger DEFAULTS = new Tiger(0.5, new Hours(20, 23));
    }

    public record FishTank(int fishPerTank) implements Animal {}

    public record Worm() implements Animal {}
}

package org.podium.pipeline.config;

import static java.util.Map.entry;

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
        Fee fee,
        Animal mascot,
        Optional<Animal> guest,
        List<Animal> animals) {
    public static final Variants VARIANTS = new Variants(Map.of(
            Animal.class,
            Map.of(
                    "tiger", Tiger.class,
                    "fish-tank", FishTank.class,
                    "worm", Worm.class,
                    "flock", Flock.class,
                    "herd", Herd.class)));

    public static final Map<String, Object> DEFAULTS = Map.ofEntries(
            entry("seed", 0L),
            entry("cages", 1),
            entry("area", 2.5),
            entry("open", true),
            entry("size", Size.VERY_SMALL),
            entry("prices", List.of()),
            entry("keeper", new Keeper("Ann", 30, new Hours(8, 17))),
            entry("fee", new Fee(5, Optional.empty())),
            entry("mascot", new Worm()),
            entry("animals", List.of()));

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

    @Shorthand
    public record Fee(double adult, Optional<Integer> children) {
        public Fee {
            new Checks().atLeast("adult", adult, 0).verify();
        }
    }

    public sealed interface Animal {}

    public record Tiger(double mood, Hours awake) implements Animal {
        public static final Tiger DEFAULTS = new Tiger(0.5, new Hours(20, 23));
    }

    public record FishTank(int fishPerTank) implements Animal {}

    public record Worm() implements Animal {}

    @Shorthand
    public record Flock(List<Integer> ages, double noise) implements Animal {
        public static final Map<String, Object> DEFAULTS = Map.of("noise", 0.5);
    }

    @Shorthand
    public record Herd(int heads) implements Animal {}
}

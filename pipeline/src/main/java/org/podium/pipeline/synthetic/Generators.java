package org.podium.pipeline.synthetic;

import java.util.List;

/** The generators that a {@code competition.yaml} can name. */
public final class Generators {

    private Generators() {}

    /** All of them. */
    public static List<Generator> all() {
        return List.of(new Leaves(), new Shapes());
    }

    /**
     * @throws IllegalArgumentException if there is no generator of that name
     */
    public static Generator named(String name) {
        return all().stream()
                .filter(generator -> generator.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown generator '" + name + "', expected one of "
                        + all().stream().map(Generator::name).toList()));
    }
}

package org.podium.pipeline.synthetic;

/** What leaves are photographed on, and how much of what lies about there. */
enum Ground {
    SOIL(new Rgb(0.15, 0.11, 0.08), new Rgb(0.34, 0.26, 0.19), 11, 1, 9, 0, 2),
    GRASS(new Rgb(0.08, 0.13, 0.06), new Rgb(0.24, 0.33, 0.15), 5, 4, 0, 14, 1),
    LITTER(new Rgb(0.14, 0.09, 0.06), new Rgb(0.36, 0.26, 0.16), 5, 1, 2, 0, 8),
    PAPER(new Rgb(0.78, 0.75, 0.68), new Rgb(0.94, 0.93, 0.90), 2, 1, 0, 0, 0),
    STONE(new Rgb(0.50, 0.50, 0.49), new Rgb(0.76, 0.74, 0.70), 14, 1, 3, 0, 2),
    WOOD(new Rgb(0.34, 0.22, 0.13), new Rgb(0.66, 0.50, 0.34), 3, 9, 0, 0, 1);

    private final Rgb dark;
    private final Rgb light;
    private final double frequency;
    private final double stretch;
    private final int pebbles;
    private final int grass;
    private final int leaves;

    Ground(Rgb dark, Rgb light, double frequency, double stretch, int pebbles, int grass, int leaves) {
        this.dark = dark;
        this.light = light;
        this.frequency = frequency;
        this.stretch = stretch;
        this.pebbles = pebbles;
        this.grass = grass;
        this.leaves = leaves;
    }

    /** Colour of the hollows. */
    Rgb dark() {
        return dark;
    }

    /** Colour of the heights. */
    Rgb light() {
        return light;
    }

    /** Features of the texture across the picture's half width. */
    double frequency() {
        return frequency;
    }

    /** How much longer than wide they are. */
    double stretch() {
        return stretch;
    }

    /** The most pebbles in one picture. */
    int pebbles() {
        return pebbles;
    }

    /** The most other leaves in one picture. */
    int leaves() {
        return leaves;
    }

    /** The most blades of grass in one picture. */
    int grass() {
        return grass;
    }
}

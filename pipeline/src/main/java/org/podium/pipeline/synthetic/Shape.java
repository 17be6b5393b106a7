package org.podium.pipeline.synthetic;

import java.util.Locale;

/** What lies about in the pictures of {@link Shapes}. Disk and ball have the same outline: stripes tell them apart. */
enum Shape {
    DISK(0.17, 0.4) {
        @Override
        Body body(Draw draw) {
            return Body::disk;
        }
    },
    BALL(0.17, 0.4) {
        @Override
        Body body(Draw draw) {
            return Body::disk;
        }
    },
    RING(0.2, 0.45) {
        @Override
        Body body(Draw draw) {
            double hole = draw.between(0.42, 0.62);
            return (x, y) -> Math.min(Body.disk(x, y), -hole - (Body.disk(x, y) - 1));
        }
    },
    STAR(0.24, 0.5) {
        @Override
        Body body(Draw draw) {
            int points = draw.count(5, 7);
            double waist = draw.between(0.42, 0.52);
            return (x, y) -> Body.star(x, y, points, waist);
        }
    },
    TRIANGLE(0.26, 0.52) {
        @Override
        Body body(Draw draw) {
            double height = draw.between(0.75, 1);
            return (x, y) -> Body.triangle(x, y / height);
        }
    },
    BAR(0.3, 0.62) {
        @Override
        Body body(Draw draw) {
            double width = draw.between(0.18, 0.28);
            return (x, y) -> Math.min(1 - Math.abs(x), width - Math.abs(y));
        }
    };

    private final double smallest;
    private final double largest;

    /**
     * @param smallest least radius of the circle around it, as a share of half the picture's longer side
     * @param largest greatest radius
     */
    Shape(double smallest, double largest) {
        this.smallest = smallest;
        this.largest = largest;
    }

    /** One of its kind, with proportions of its own. */
    abstract Body body(Draw draw);

    /** The name of its class. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The index of its class; 0 is the background. */
    int index() {
        return ordinal() + 1;
    }

    /** Radius of the circle around one of its kind. */
    double size(Draw draw) {
        return draw.between(smallest, largest);
    }

    boolean striped() {
        return this == BALL;
    }

    /** How much of its width is rounded. */
    double bevel(Draw draw) {
        return switch (this) {
            case DISK -> draw.between(0.15, 0.9);
            case BALL -> draw.between(0.6, 0.95);
            default -> draw.between(0.06, 0.2);
        };
    }
}

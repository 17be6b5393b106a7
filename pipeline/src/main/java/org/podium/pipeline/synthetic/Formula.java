package org.podium.pipeline.synthetic;

import java.util.List;
import java.util.function.Function;

/**
 * A class of drawn images: the parameters of a formula, drawn once. Every image of the class shows the formula with its
 * parameters a little changed. After formula-driven supervised pretraining (Kataoka et al. 2020,
 * https://arxiv.org/abs/2101.08515): a network that learns to tell such classes apart has learned to see edges, curves,
 * shapes and textures.
 */
sealed interface Formula permits Fractal, Contours, Orbits, Waves, Clouds, Cells {

    /** The families, with what draws a class of each. Those of shapes stand first. */
    List<Family> FAMILIES = List.of(
            new Family("contours", Contours::of),
            new Family("fractal", Fractal::of),
            new Family("orbits", Orbits::of),
            new Family("waves", Waves::of),
            new Family("clouds", Clouds::of),
            new Family("cells", Cells::of));

    /** The formula with its parameters a little changed. */
    Figure figure(Draw draw);

    /** Whether its images fill the picture, rather than show something before a ground. */
    boolean fills();

    /** A kind of formula. */
    record Family(String name, Function<Draw, Formula> classes) {}

    /** What one image shows, in its own coordinates: mostly within the unit circle, x to the right and y down. */
    @FunctionalInterface
    interface Figure {

        /**
         * What is seen at a point.
         *
         * @param blur distance within which an edge may be softened, about a pixel
         */
        Ink at(double x, double y, double blur);
    }

    /**
     * @param cover how much of the ground is hidden, from 0 to 1
     * @param tone place on the way from the image's one colour to its other, from 0 to 1
     */
    record Ink(double cover, double tone) {
        static final Ink NONE = new Ink(0, 0);
    }
}

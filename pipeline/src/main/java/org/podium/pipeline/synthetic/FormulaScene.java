package org.podium.pipeline.synthetic;

/**
 * One image of a formula: somewhere in the picture, somewhat turned, in colours of its own, before some ground. What
 * differs from image to image here is what a network learns to look past.
 */
final class FormulaScene {

    /** Least difference in brightness between what is to be told apart. */
    private static final double CONTRAST = 0.25;

    private final Draw draw;
    private final Canvas canvas;
    private final double pixel;

    private FormulaScene(Draw draw, int side) {
        this.draw = draw;
        canvas = new Canvas(side);
        pixel = 2.0 / side;
    }

    /** Rows of pixels, each as blue, green and red bytes. */
    static byte[] bgr(Formula formula, Draw draw, int side) {
        FormulaScene scene = new FormulaScene(draw, side);
        scene.show(formula);
        scene.develop();
        return scene.canvas.bgr();
    }

    private void show(Formula formula) {
        Formula.Figure figure = formula.figure(draw);
        boolean grey = draw.chance(0.15);
        Rgb first = colour(grey);
        Rgb second = formula.fills() ? awayFrom(first, grey) : first.mix(colour(grey), draw.between(0, 1));
        if (!formula.fills()) {
            ground(awayFrom(first.mix(second, 0.5), grey));
        }
        double turn = draw.between(-0.35, 0.35);
        double scale = formula.fills() ? draw.between(0.8, 1.25) : draw.between(0.6, 1.05);
        double squeeze = draw.between(0.85, 1.15);
        double cos = StrictMath.cos(turn) / scale;
        double sin = StrictMath.sin(turn) / scale;
        double right = formula.fills() ? 0 : draw.between(-0.25, 0.25);
        double down = formula.fills() ? 0 : draw.between(-0.25, 0.25);
        double blur = pixel / scale;
        canvas.paint((ground, x, y) -> {
            double u = (x - right) * cos + (y - down) * sin;
            double v = ((y - down) * cos - (x - right) * sin) * squeeze;
            Formula.Ink ink = figure.at(u, v, blur);
            Rgb colour = first.mix(second, ink.tone());
            return ground == null ? colour : ground.mix(colour, ink.cover());
        });
    }

    /** Plain, or clouds of a second colour near the first. */
    private void ground(Rgb colour) {
        Rgb other = draw.chance(0.4) ? colour : colour.varied(draw, 0.5);
        Noise noise = new Noise(draw.seed());
        double frequency = draw.between(0.5, 6);
        canvas.paint((none, x, y) -> colour.mix(other, noise.fractal(frequency * x, frequency * y, 3)));
    }

    private void develop() {
        Light light = Light.of(draw);
        if (draw.chance(0.5)) {
            canvas.paint(light::on);
        }
        canvas.blur(draw.between(0, 0.15));
        double grain = draw.between(0, 0.03);
        canvas.paint((colour, x, y) -> colour.times(1 + grain * draw.bell()));
    }

    private Rgb colour(boolean grey) {
        double brightness = draw.between(0, 1);
        return grey
                ? new Rgb(brightness, brightness, brightness)
                : new Rgb(draw.between(0, 1), draw.between(0, 1), draw.between(0, 1));
    }

    /** A colour that is lighter or darker. */
    private Rgb awayFrom(Rgb other, boolean grey) {
        Rgb colour = colour(grey);
        while (Math.abs(brightness(colour) - brightness(other)) < CONTRAST) {
            colour = colour(grey);
        }
        return colour;
    }

    private static double brightness(Rgb colour) {
        return 0.3 * colour.red() + 0.59 * colour.green() + 0.11 * colour.blue();
    }
}

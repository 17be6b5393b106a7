package org.podium.pipeline.synthetic;

import java.util.List;

/** Takes photos of plants. */
final class Photo {

    /** Width and height in pixels. */
    static final int SIDE = 96;

    private static final Rgb BARK = new Rgb(0.30, 0.22, 0.15);
    private static final Rgb STRAW = new Rgb(0.66, 0.58, 0.34);
    private static final Rgb SPROUT = new Rgb(0.34, 0.50, 0.18);

    private final Canvas canvas = new Canvas(SIDE);
    private final Plant plant;
    private final Draw draw;
    private final Light light;

    private Photo(Plant plant, Draw draw) {
        this.plant = plant;
        this.draw = draw;
        light = Light.of(draw);
    }

    /** One photo of the plant as 96 × 96 pixels, row by row, each as blue, green and red bytes. */
    static byte[] bgr(Plant plant, Draw draw) {
        Photo photo = new Photo(plant, draw);
        photo.ground();
        photo.clutter();
        photo.focus();
        photo.leaf();
        photo.cover();
        photo.develop();
        return photo.canvas.bgr();
    }

    private void ground() {
        double angle = draw.between(0, 2 * StrictMath.PI);
        double cos = StrictMath.cos(angle);
        double sin = StrictMath.sin(angle);
        double right = draw.between(-50, 50);
        double down = draw.between(-50, 50);
        canvas.paint((none, x, y) -> plant.place().at(right + x * cos - y * sin, down + x * sin + y * cos));
    }

    private void clutter() {
        Ground ground = plant.place().ground();
        for (int pebble = draw.count(0, ground.pebbles()); pebble > 0; pebble--) {
            BladeForm round = BladeForm.blade(draw.between(0.3, 0.5), 0.5, 0.5).veined(1, 0, 0);
            lay(Outline.plain(round, draw), plant.place().light().varied(draw, 0.3), draw.between(0.03, 0.12));
        }
        for (int blade = draw.count(ground.grass() / 2, ground.grass()); blade > 0; blade--) {
            lay(Outline.plain(grass(), draw), plant.place().light().varied(draw, 0.35), draw.between(0.3, 0.9));
        }
        for (int leaf = draw.count(ground.leaves() / 3, ground.leaves()); leaf > 0; leaf--) {
            Species species = draw.pick(List.of(Species.values()));
            Pose pose = Pose.of(draw, anywhere(), anywhere(), draw.between(0.15, 0.4), draw.between(0, 360));
            canvas.lay(Outline.of(species, draw), Coat.of(false, draw), pose, light);
        }
        for (int twig = draw.count(0, 2); twig > 0; twig--) {
            lay(Outline.plain(twig(), draw), BARK.varied(draw, 0.3), draw.between(0.4, 1));
        }
    }

    /** The leaf will be in focus, the ground behind it is not. */
    private void focus() {
        int softness = draw.count(2, 5);
        for (int pass = 0; pass < softness; pass++) {
            canvas.blur(0.25);
        }
    }

    private void leaf() {
        double degrees = 90 + 20 * draw.bell();
        Pose pose = Pose.of(draw, 0.08 * draw.bell(), 0.08 * draw.bell(), draw.between(0.85, 1.0), degrees);
        canvas.lay(plant.outline(), plant.coat(), pose, light);
    }

    /** Straws and sprouts in front of the leaf. */
    private void cover() {
        for (int stalk = draw.chance(0.25) ? draw.count(1, 2) : 0; stalk > 0; stalk--) {
            Rgb colour = draw.pick(List.of(BARK, STRAW, SPROUT)).varied(draw, 0.2);
            lay(Outline.plain(draw.chance(0.5) ? twig() : grass(), draw), colour, draw.between(0.5, 1));
        }
    }

    private void develop() {
        canvas.paint(light::on);
        canvas.blur(draw.between(0, 0.16));
        double grain = draw.between(0.006, 0.022);
        canvas.paint((colour, x, y) -> {
            double brightness = grain * draw.bell();
            return new Rgb(
                    colour.red() + brightness + 0.5 * grain * draw.bell(),
                    colour.green() + brightness,
                    colour.blue() + brightness + 0.5 * grain * draw.bell());
        });
    }

    private void lay(Outline outline, Rgb colour, double size) {
        canvas.lay(
                outline,
                Coat.plain(colour, draw),
                Pose.of(draw, anywhere(), anywhere(), size, draw.between(0, 360)),
                light);
    }

    private double anywhere() {
        return draw.between(-1, 1);
    }

    private BladeForm grass() {
        return BladeForm.blade(draw.between(0.015, 0.03), 0.2, 0.8).veined(1, 0, 0);
    }

    private BladeForm twig() {
        return BladeForm.blade(draw.between(0.012, 0.025), 0.05, 0.15).veined(1, 0, 0);
    }
}

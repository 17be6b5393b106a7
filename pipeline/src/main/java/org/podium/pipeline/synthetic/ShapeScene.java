package org.podium.pipeline.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** One picture of shapes, and which of its pixels show what. */
final class ShapeScene {

    /** In a mask: the pixel shows two things at once. */
    static final int MIXED = 255;

    private static final double GOLDEN_TURN = 0.381966;

    private final int width;
    private final int height;
    private final int side;
    private final Draw draw;
    private final Canvas canvas;
    private final Light light;
    private final List<Rgb> colours;
    private final byte[] labels;

    private ShapeScene(int width, int height, Draw draw) {
        this.width = width;
        this.height = height;
        this.draw = draw;
        // A canvas is square; what sticks out of the picture is cut off in the end.
        side = Math.max(width, height);
        canvas = new Canvas(side);
        light = Light.of(draw);
        colours = colours(draw);
        labels = new byte[side * side];
    }

    /**
     * A picture and its mask.
     *
     * @param bgr rows of pixels, each as blue, green and red bytes
     * @param labels rows of pixels: index of a shape, 0 for none, or {@link #MIXED}
     */
    record Labelled(int width, int height, byte[] bgr, byte[] labels) {}

    /** A picture that shows these shapes, the last one on top. */
    static Labelled of(List<Shape> shapes, int width, int height, Draw draw) {
        ShapeScene scene = new ShapeScene(width, height, draw);
        scene.ground();
        scene.blots();
        for (Shape shape : shapes) {
            scene.lay(shape);
        }
        scene.develop();
        return new Labelled(width, height, scene.cut(scene.canvas.bgr(), 3), scene.cut(scene.labels, 1));
    }

    /** Colours that any thing in the picture may have: hues apart, one of them the ground's. */
    private static List<Rgb> colours(Draw draw) {
        double hue = draw.between(0, 1);
        List<Rgb> colours = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            colours.add(hue(hue + number * GOLDEN_TURN)
                    .mix(new Rgb(0.75, 0.75, 0.75), draw.between(0.25, 0.75))
                    .times(draw.between(0.55, 1.1)));
        }
        return colours;
    }

    private static Rgb hue(double turn) {
        Function<Double, Double> channel = shift -> 0.5 + 0.5 * StrictMath.cos(2 * StrictMath.PI * (turn + shift));
        return new Rgb(channel.apply(0.0), channel.apply(1 / 3.0), channel.apply(2 / 3.0));
    }

    private void ground() {
        Formula formula = draw.chance(0.4) ? Clouds.of(draw) : draw.chance(0.5) ? Cells.of(draw) : Waves.of(draw);
        Formula.Figure figure = formula.figure(draw);
        Rgb first = colours.get(0);
        Rgb second = draw.chance(0.3) ? draw.pick(colours) : first.times(draw.between(0.55, 0.85));
        double strength = draw.between(0.4, 1);
        double scale = draw.between(1, 2.2);
        double blur = 2.0 * scale / side;
        canvas.paint((none, x, y) -> first.mix(
                second, strength * figure.at(scale * x, scale * y, blur).tone()));
    }

    /** Ragged things that are no shape. */
    private void blots() {
        for (int blot = draw.count(0, 4); blot > 0; blot--) {
            Rgb colour = draw.pick(colours);
            Paintwork paint = Paintwork.of(false, colour, draw.pick(colours), draw);
            put(Body.blot(draw), paint, pose(draw.between(0.12, 0.4)), draw.between(0.05, 0.3), 0);
        }
    }

    private void lay(Shape shape) {
        // The ground's own colour too: some things are hard to see.
        Rgb first = draw.pick(colours).varied(draw, 0.1);
        Rgb second = draw.pick(colours);
        if (shape.striped()) {
            second = first.mix(draw.chance(0.5) ? new Rgb(1, 1, 0.95) : new Rgb(0.1, 0.1, 0.12), 0.75);
        }
        Pose pose = pose(shape.size(draw));
        put(
                shape.body(draw),
                Paintwork.of(shape.striped(), first, second, draw),
                pose,
                shape.bevel(draw),
                shape.index());
    }

    /** Somewhere in the picture, turned somehow. */
    private Pose pose(double size) {
        double x = 0.92 * width / side;
        double y = 0.92 * height / side;
        return Pose.of(draw, draw.between(-x, x), draw.between(-y, y), size, draw.between(0, 360));
    }

    /** Lays a body on what is painted already, where it throws a shadow. */
    private void put(Body body, Paintwork paint, Pose pose, double bevel, int label) {
        double pixel = 2.0 / side / pose.size();
        double throwX = -light.sunX() * 0.09 * pose.size();
        double throwY = -light.sunY() * 0.09 * pose.size();
        double depth = light.shadow();
        canvas.paint((below, x, y) -> {
            double shade = cover(body, pose, x - throwX, y - throwY, 3 * pixel);
            Rgb ground = shade > 0 ? below.times(1 - depth * shade) : below;
            double cover = cover(body, pose, x, y, pixel);
            return cover > 0 ? ground.mix(colour(body, paint, pose, bevel, x, y), cover) : ground;
        });
        for (int index = 0; index < labels.length; index++) {
            double cover = cover(body, pose, place(index % side), place(index / side), pixel);
            if (cover == 1) {
                labels[index] = (byte) label;
            } else if (cover > 0 && labels[index] != label) {
                labels[index] = (byte) MIXED;
            }
        }
    }

    private double place(int index) {
        return (index + 0.5) * 2 / side - 1;
    }

    private static double cover(Body body, Pose pose, double x, double y, double blur) {
        double reach = pose.reach(1.1);
        if (Math.abs(x - pose.x()) > reach || Math.abs(y - pose.y()) > reach) {
            return 0;
        }
        Point point = pose.onLeaf(x, y);
        return Noise.step(-blur, blur, body.depth(point.x(), point.y()));
    }

    /** The paint under the light, brighter where the rounded rim faces the sun. */
    private Rgb colour(Body body, Paintwork paint, Pose pose, double bevel, double x, double y) {
        double step = 0.5 / side;
        double here = depth(body, pose, x, y);
        double slopeX = depth(body, pose, x + step, y) - here;
        double slopeY = depth(body, pose, x, y + step) - here;
        double steepness = Math.sqrt(slopeX * slopeX + slopeY * slopeY) + 1e-12;
        double tilt = Math.max(0, 1 - Math.max(0, here) / bevel);
        double facing = -(slopeX * light.sunX() + slopeY * light.sunY()) / steepness;
        Point point = pose.onLeaf(x, y);
        return paint.at(point.x(), point.y()).times(1 + 0.42 * tilt * facing);
    }

    private static double depth(Body body, Pose pose, double x, double y) {
        Point point = pose.onLeaf(x, y);
        return body.depth(point.x(), point.y());
    }

    private void develop() {
        canvas.paint(light::on);
        canvas.blur(draw.between(0.02, 0.14));
        double grain = draw.between(0.01, 0.05);
        canvas.paint((colour, x, y) -> colour.times(1 + grain * draw.bell()));
    }

    /** The picture's part of the canvas. */
    private byte[] cut(byte[] square, int channels) {
        byte[] part = new byte[width * height * channels];
        int left = (side - width) / 2;
        int top = (side - height) / 2;
        for (int row = 0; row < height; row++) {
            int from = ((top + row) * side + left) * channels;
            System.arraycopy(square, from, part, row * width * channels, width * channels);
        }
        return part;
    }
}

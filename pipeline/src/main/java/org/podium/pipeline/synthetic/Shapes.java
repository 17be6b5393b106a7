package org.podium.pipeline.synthetic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Pictures of shapes that lie on top of each other, with masks that tell what each pixel shows. */
public final class Shapes implements Generator {

    private static final List<Size> SIZES =
            List.of(new Size(128, 128), new Size(160, 120), new Size(144, 176), new Size(192, 150));
    private static final int MOST_KINDS = 5;
    private static final int MOST_THINGS = 9;

    private final int train;
    private final int test;

    /** 240 train and 80 test pictures. */
    public Shapes() {
        this(240, 80);
    }

    /**
     * @param train number of train pictures, at least 1
     * @param test number of test pictures, at least 1
     */
    Shapes(int train, int test) {
        if (train < 1 || test < 1) {
            throw new IllegalArgumentException(
                    train + " train and " + test + " test pictures, expected at least one of each");
        }
        this.train = train;
        this.test = test;
    }

    @Override
    public String name() {
        return "shapes";
    }

    @Override
    public void draw(Path folder, long seed, Progress progress) throws IOException {
        for (String place : List.of("train/images", "train/masks", "test/images", "solution")) {
            Files.createDirectories(folder.resolve(place));
        }
        List<Picture> pictures = Stream.concat(
                        pictures(0, train, "train/images/", "train/masks/"),
                        pictures(train, test, "test/images/", "solution/"))
                .toList();
        Drawings.drawAll(pictures, picture -> picture.draw(folder, seed), progress);
        Files.writeString(folder.resolve("sample_submission.csv"), sample(pictures.subList(train, train + test)));
    }

    private static Stream<Picture> pictures(int from, int count, String images, String masks) {
        return IntStream.range(from, from + count).mapToObj(number -> {
            String stem = String.format(Locale.ROOT, "shapes_%04d", number + 1);
            return new Picture(number, stem, images + stem + ".jpg", masks + stem + ".png");
        });
    }

    /** A line for each picture and shape, all of them without a pixel. */
    private static String sample(List<Picture> pictures) {
        StringBuilder table = new StringBuilder("image,class,rle\n");
        for (Picture picture : pictures) {
            for (Shape shape : Shape.values()) {
                table.append(picture.stem()).append(',').append(shape.label()).append(",\n");
            }
        }
        return table.toString();
    }

    private record Size(int width, int height) {}

    /**
     * One picture to draw.
     *
     * @param stem name of the image without extension, its id
     * @param image path in the data folder
     * @param mask path in the data folder
     */
    private record Picture(int number, String stem, String image, String mask) {

        void draw(Path folder, long seed) throws IOException {
            Draw draw = Draw.of(seed, "shapes", number);
            Size size = draw.pick(SIZES);
            ShapeScene.Labelled seen = ShapeScene.of(shapes(draw), size.width(), size.height(), draw);
            Files.write(folder.resolve(image), Jpeg.encode(seen.bgr(), size.width(), size.height()));
            Files.write(folder.resolve(mask), PalettePng.encode(seen.labels(), size.width()));
        }

        /** A few things of some kinds; the more kinds the more things. */
        private static List<Shape> shapes(Draw draw) {
            List<Shape> kinds = draw.shuffled(Arrays.asList(Shape.values())).subList(0, draw.count(1, MOST_KINDS));
            List<Shape> shapes = new ArrayList<>(kinds);
            for (int more = draw.count(0, MOST_THINGS - kinds.size()); more > 0; more--) {
                shapes.add(draw.pick(kinds));
            }
            return draw.shuffled(shapes);
        }
    }
}

package org.podium.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * One way to look at an image at test time, with the way back: what a network says of every pixel of the view becomes
 * what it says of every pixel of the image. Nothing is left to chance.
 *
 * <p>Predictions are {@code CV_32FC(n)}, a number for each of up to 255 classes, of the size that the view has. What
 * {@link #undo} returns has the original's size. Of an original that a view sees in part only, it holds numbers inside
 * {@link #covered} and 0 outside; the mean of several views is the sum of what they say, each pixel divided by how many
 * cover it. No number that was finite becomes NaN.
 */
public sealed interface View permits PartialView, ScaleView, SymmetryView {
    /** Unlike that of any other view of the same image; lower case, without spaces. */
    String name();

    /** What the view shows of an image. */
    Mat apply(Mat image);

    /** The size of what {@link #apply} shows of an image of this size. */
    ImageSize outputSize(ImageSize original);

    /**
     * A prediction for the view, moved back to the original.
     *
     * @param prediction {@code CV_32FC(n)} of the view's size
     * @throws IllegalArgumentException if it is of another size or type
     */
    Mat undo(Mat prediction, ImageSize original);

    /** The part of an original of this size that the view says something about. */
    default Part covered(ImageSize original) {
        return Part.whole(original);
    }

    /** The image itself. */
    static View identity() {
        return SymmetryView.ALL.get(0);
    }

    /** Left and right exchanged; named {@code horizontal-flip}. */
    static View horizontalFlip() {
        return SymmetryView.ALL.get(1);
    }

    /** Top and bottom exchanged; named {@code vertical-flip}. */
    static View verticalFlip() {
        return SymmetryView.ALL.get(2);
    }

    /**
     * All eight symmetries of a square, the group D4: the image itself, mirrored, turned by quarters and transposed. The
     * first is the identity, followed by the horizontal and the vertical flip.
     */
    static List<View> d4() {
        return List.copyOf(SymmetryView.ALL);
    }

    /**
     * The image scaled, both sides rounded to whole pixels, one at least; no padding. Shrinking averages areas.
     *
     * @param factor above 0
     */
    static View scale(double factor) {
        return new ScaleView(factor);
    }

    /**
     * The image moved, its size kept: what leaves on one side is lost, and the other side is filled by mirroring.
     *
     * @param right pixels, less than the image has
     * @param down pixels, less than the image has
     */
    static View shift(int right, int down) {
        return new ShiftView(right, down);
    }

    /**
     * Four parts at the corners and one in the middle, as torchvision's {@code FiveCrop}. A side of the image that is
     * too short is mirrored at both ends.
     */
    static List<View> fiveCrop(ImageSize size) {
        return CropView.PLACES.stream()
                .<View>map(place -> new CropView(place, size))
                .toList();
    }

    /**
     * Parts of one size that cover an image of this size together, row by row. The last of a row and of a column end
     * where the image ends, so that they overlap more. A side of the image that is shorter than a tile is mirrored at
     * both ends.
     *
     * @param overlap pixels that neighbours share at least, below the tile's sides
     */
    static List<View> tiles(ImageSize image, ImageSize tile, int overlap) {
        Check.that(
                overlap >= 0 && overlap < tile.shorter(),
                "tiles of %dx%d pixels overlap by 0 to one less than their shorter side, got %d",
                tile.width(),
                tile.height(),
                overlap);
        List<View> tiles = new ArrayList<>();
        for (int top : starts(image.height(), tile.height(), overlap)) {
            for (int left : starts(image.width(), tile.width(), overlap)) {
                tiles.add(new TileView(new Part(left, top, tile)));
            }
        }
        return tiles;
    }

    private static int[] starts(int side, int tile, int overlap) {
        if (side <= tile) {
            return new int[] {-((tile - side) / 2)};
        }
        int step = tile - overlap;
        int count = (side - tile + step - 1) / step + 1;
        return IntStream.range(0, count)
                .map(i -> Math.min(i * step, side - tile))
                .toArray();
    }
}

package org.podium.augment;

import java.util.List;
import java.util.random.RandomGenerator;

/** What {@link RandAugment} and {@link TrivialAugmentWide} choose from, as torchvision's {@code autoaugment.py} has it. */
enum Operation {
    IDENTITY(false),
    SHEAR_X(true),
    SHEAR_Y(true),
    TRANSLATE_X(true),
    TRANSLATE_Y(true),
    ROTATE(true),
    BRIGHTNESS(true),
    COLOR(true),
    CONTRAST(true),
    SHARPNESS(true),
    POSTERIZE(false),
    SOLARIZE(false),
    AUTO_CONTRAST(false),
    EQUALIZE(false);

    private static final List<Operation> ALL = List.of(values());

    private final boolean signed;

    Operation(boolean signed) {
        this.signed = signed;
    }

    /** Every operation equally likely. */
    static Operation any(RandomGenerator random) {
        return ALL.get(random.nextInt(ALL.size()));
    }

    /** The same or, for an operation that goes two ways, just as likely the opposite. */
    double signed(double share, RandomGenerator random) {
        return signed && random.nextBoolean() ? -share : share;
    }

    /**
     * What the operation does at the most.
     *
     * @param shear pixels by which a row lies beside the one above it, or a column
     * @param right pixels, to the right
     * @param down pixels, downwards
     * @param degrees counter-clockwise
     * @param factor what is added to 1 to make the factor of brightness, colour, contrast and sharpness
     * @param bits how many are taken away
     */
    record Strongest(double shear, double right, double down, double degrees, double factor, int bits) {
        static final Strongest OF_TRIVIAL_AUGMENT = new Strongest(0.99, 32, 32, 135, 0.99, 6);

        /** Translations as part of the image: the paper has 150 of 331 pixels. */
        static Strongest ofRandAugment(ImageSize size) {
            double part = 150.0 / 331;
            return new Strongest(0.3, part * size.width(), part * size.height(), 30, 0.9, 4);
        }
    }

    /**
     * The operation at some strength.
     *
     * @param share of the strongest, -1 to 1
     * @param size of the image
     */
    Change change(double share, Strongest strongest, ImageSize size, Border border) {
        double factor = 1 + share * strongest.factor;
        return switch (this) {
            case IDENTITY -> new Chain(List.of());
            // Around the image's upper left corner, as in torchvision; everything else is around its middle.
            case SHEAR_X -> new Warp(Matrix.affine(1, -share * strongest.shear, 0, 0, 1, 0), border);
            case SHEAR_Y -> new Warp(Matrix.affine(1, 0, 0, -share * strongest.shear, 1, 0), border);
            case TRANSLATE_X -> new Warp(Matrix.translation((int) (share * strongest.right), 0), border);
            case TRANSLATE_Y -> new Warp(Matrix.translation(0, (int) (share * strongest.down)), border);
            case ROTATE -> new Warp(Matrix.rotation(share * strongest.degrees).around(size), border);
            case BRIGHTNESS -> new Brightness(factor);
            case COLOR -> new Saturation(factor);
            case CONTRAST -> new Contrast(factor);
            case SHARPNESS -> new Sharpness(factor);
            case POSTERIZE -> new Posterization(8 - (int) Math.rint(share * strongest.bits));
            case SOLARIZE -> new Solarization(255 * (1 - share));
            case AUTO_CONTRAST -> new Stretch();
            case EQUALIZE -> new Equalization(Equalization.Mode.PIL);
        };
    }
}

package org.podium.augment.jmh;

import java.util.function.IntFunction;
import org.podium.augment.Affine;
import org.podium.augment.AutoContrast;
import org.podium.augment.Border;
import org.podium.augment.CenterCrop;
import org.podium.augment.Clahe;
import org.podium.augment.CoarseDropout;
import org.podium.augment.ColorJitter;
import org.podium.augment.ElasticTransform;
import org.podium.augment.Equalization;
import org.podium.augment.Equalize;
import org.podium.augment.GaussNoise;
import org.podium.augment.GaussianBlur;
import org.podium.augment.GridDistortion;
import org.podium.augment.HorizontalFlip;
import org.podium.augment.HueSaturationValue;
import org.podium.augment.ImageCompression;
import org.podium.augment.IntRange;
import org.podium.augment.Invert;
import org.podium.augment.LongestMaxSize;
import org.podium.augment.MotionBlur;
import org.podium.augment.Pad;
import org.podium.augment.Perspective;
import org.podium.augment.Posterize;
import org.podium.augment.RandomBrightnessContrast;
import org.podium.augment.RandomCrop;
import org.podium.augment.RandomGamma;
import org.podium.augment.RandomResizedCrop;
import org.podium.augment.Range;
import org.podium.augment.Resize;
import org.podium.augment.Rotate;
import org.podium.augment.Rotate90;
import org.podium.augment.Sharpen;
import org.podium.augment.Solarize;
import org.podium.augment.ToGray;
import org.podium.augment.Transform;
import org.podium.augment.Transpose;
import org.podium.augment.VerticalFlip;

/**
 * The transforms that podium and albumentations share, by albumentations' names, each as it is by default but that it
 * always happens. {@code peer.py} has the same ones. What makes another size makes 7/8 or 9/8 of the image's side.
 */
public enum Workload {
    RESIZE("Resize", side -> new Resize(side * 7 / 8, true)),
    LONGEST_MAX_SIZE("LongestMaxSize", side -> new LongestMaxSize(side * 7 / 8)),
    PAD_IF_NEEDED(
            "PadIfNeeded", side -> new Pad(side * 9 / 8, side * 9 / 8, 1, 1, Pad.Position.CENTER, Border.DEFAULTS)),
    CENTER_CROP("CenterCrop", side -> new CenterCrop(side * 7 / 8)),
    RANDOM_CROP("RandomCrop", side -> new RandomCrop(side * 7 / 8)),
    RANDOM_RESIZED_CROP(
            "RandomResizedCrop",
            side -> new RandomResizedCrop(side * 7 / 8, new Range(0.08, 1), RandomResizedCrop.DEFAULTS.ratio())),
    HORIZONTAL_FLIP("HorizontalFlip", side -> new HorizontalFlip(1)),
    VERTICAL_FLIP("VerticalFlip", side -> new VerticalFlip(1)),
    TRANSPOSE("Transpose", side -> new Transpose(1)),
    RANDOM_ROTATE90("RandomRotate90", side -> Rotate90.DEFAULTS),
    ROTATE("Rotate", side -> Rotate.DEFAULTS),
    AFFINE(
            "Affine",
            side -> new Affine(
                    new Range(0.8, 1.2),
                    false,
                    new Range(-0.1, 0.1),
                    new Range(-30, 30),
                    new Range(-10, 10),
                    Border.DEFAULTS)),
    PERSPECTIVE("Perspective", side -> Perspective.DEFAULTS),
    ELASTIC_TRANSFORM("ElasticTransform", side -> new ElasticTransform(50, 5, Border.DEFAULTS)),
    GRID_DISTORTION("GridDistortion", side -> GridDistortion.DEFAULTS),
    COARSE_DROPOUT("CoarseDropout", side -> CoarseDropout.DEFAULTS),
    COLOR_JITTER("ColorJitter", side -> new ColorJitter(0.4, 0.4, 0.4, 0.1)),
    RANDOM_BRIGHTNESS_CONTRAST("RandomBrightnessContrast", side -> RandomBrightnessContrast.DEFAULTS),
    HUE_SATURATION_VALUE("HueSaturationValue", side -> HueSaturationValue.DEFAULTS),
    RANDOM_GAMMA("RandomGamma", side -> RandomGamma.DEFAULTS),
    CLAHE("CLAHE", side -> Clahe.DEFAULTS),
    GAUSSIAN_BLUR("GaussianBlur", side -> GaussianBlur.DEFAULTS),
    MOTION_BLUR("MotionBlur", side -> MotionBlur.DEFAULTS),
    GAUSS_NOISE("GaussNoise", side -> GaussNoise.DEFAULTS),
    IMAGE_COMPRESSION("ImageCompression", side -> new ImageCompression(new IntRange(50, 90))),
    TO_GRAY("ToGray", side -> new ToGray(1)),
    SOLARIZE("Solarize", side -> Solarize.DEFAULTS),
    POSTERIZE("Posterize", side -> Posterize.DEFAULTS),
    EQUALIZE("Equalize", side -> new Equalize(Equalization.Mode.CV, 1)),
    AUTO_CONTRAST("AutoContrast", side -> new AutoContrast(1)),
    INVERT_IMG("InvertImg", side -> new Invert(1)),
    SHARPEN("Sharpen", side -> Sharpen.DEFAULTS);

    private final String title;
    private final IntFunction<Transform> transform;

    Workload(String title, IntFunction<Transform> transform) {
        this.title = title;
        this.transform = transform;
    }

    /** What albumentations calls it. */
    String title() {
        return title;
    }

    /** @param side width and height of the images, in pixels */
    Transform transform(int side) {
        return transform.apply(side);
    }
}

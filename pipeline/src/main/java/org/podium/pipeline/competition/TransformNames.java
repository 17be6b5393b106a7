package org.podium.pipeline.competition;

import java.util.Map;
import org.podium.augment.Affine;
import org.podium.augment.AutoContrast;
import org.podium.augment.CenterCrop;
import org.podium.augment.Clahe;
import org.podium.augment.CoarseDropout;
import org.podium.augment.ColorJitter;
import org.podium.augment.ElasticTransform;
import org.podium.augment.Equalize;
import org.podium.augment.GaussNoise;
import org.podium.augment.GaussianBlur;
import org.podium.augment.GridDistortion;
import org.podium.augment.HorizontalFlip;
import org.podium.augment.HueSaturationValue;
import org.podium.augment.ImageCompression;
import org.podium.augment.Invert;
import org.podium.augment.LongestMaxSize;
import org.podium.augment.MotionBlur;
import org.podium.augment.OneOf;
import org.podium.augment.Pad;
import org.podium.augment.Perspective;
import org.podium.augment.Posterize;
import org.podium.augment.RandAugment;
import org.podium.augment.RandomBrightnessContrast;
import org.podium.augment.RandomCrop;
import org.podium.augment.RandomForegroundCrop;
import org.podium.augment.RandomGamma;
import org.podium.augment.RandomResizedCrop;
import org.podium.augment.Resize;
import org.podium.augment.Rotate;
import org.podium.augment.Rotate90;
import org.podium.augment.Sequence;
import org.podium.augment.Sharpen;
import org.podium.augment.Solarize;
import org.podium.augment.SomeOf;
import org.podium.augment.Sometimes;
import org.podium.augment.ToGray;
import org.podium.augment.Transpose;
import org.podium.augment.TrivialAugmentWide;
import org.podium.augment.VerticalFlip;

/** What transforms are called in a recipe. */
public final class TransformNames {
    public static final Map<String, Class<? extends Record>> NAMES = Map.ofEntries(
            Map.entry("affine", Affine.class),
            Map.entry("auto-contrast", AutoContrast.class),
            Map.entry("center-crop", CenterCrop.class),
            Map.entry("clahe", Clahe.class),
            Map.entry("coarse-dropout", CoarseDropout.class),
            Map.entry("color-jitter", ColorJitter.class),
            Map.entry("elastic-transform", ElasticTransform.class),
            Map.entry("equalize", Equalize.class),
            Map.entry("gauss-noise", GaussNoise.class),
            Map.entry("gaussian-blur", GaussianBlur.class),
            Map.entry("grid-distortion", GridDistortion.class),
            Map.entry("horizontal-flip", HorizontalFlip.class),
            Map.entry("hue-saturation-value", HueSaturationValue.class),
            Map.entry("image-compression", ImageCompression.class),
            Map.entry("invert", Invert.class),
            Map.entry("longest-max-size", LongestMaxSize.class),
            Map.entry("motion-blur", MotionBlur.class),
            Map.entry("one-of", OneOf.class),
            Map.entry("pad", Pad.class),
            Map.entry("perspective", Perspective.class),
            Map.entry("posterize", Posterize.class),
            Map.entry("rand-augment", RandAugment.class),
            Map.entry("random-brightness-contrast", RandomBrightnessContrast.class),
            Map.entry("random-crop", RandomCrop.class),
            Map.entry("random-foreground-crop", RandomForegroundCrop.class),
            Map.entry("random-gamma", RandomGamma.class),
            Map.entry("random-resized-crop", RandomResizedCrop.class),
            Map.entry("resize", Resize.class),
            Map.entry("rotate", Rotate.class),
            Map.entry("rotate-90", Rotate90.class),
            Map.entry("sequence", Sequence.class),
            Map.entry("sharpen", Sharpen.class),
            Map.entry("solarize", Solarize.class),
            Map.entry("some-of", SomeOf.class),
            Map.entry("sometimes", Sometimes.class),
            Map.entry("to-gray", ToGray.class),
            Map.entry("transpose", Transpose.class),
            Map.entry("trivial-augment-wide", TrivialAugmentWide.class),
            Map.entry("vertical-flip", VerticalFlip.class));

    private TransformNames() {}
}

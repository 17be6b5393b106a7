package org.podium.pipeline.competition;

import java.util.Map;
import org.podium.augment.Affine;
import org.podium.augment.CenterCrop;
import org.podium.augment.CoarseDropout;
import org.podium.augment.ColorJitter;
import org.podium.augment.ElasticTransform;
import org.podium.augment.GridDistortion;
import org.podium.augment.HorizontalFlip;
import org.podium.augment.LongestMaxSize;
import org.podium.augment.OneOf;
import org.podium.augment.Pad;
import org.podium.augment.Perspective;
import org.podium.augment.RandomCrop;
import org.podium.augment.RandomForegroundCrop;
import org.podium.augment.RandomResizedCrop;
import org.podium.augment.Resize;
import org.podium.augment.Rotate;
import org.podium.augment.Rotate90;
import org.podium.augment.Sequence;
import org.podium.augment.SomeOf;
import org.podium.augment.Sometimes;
import org.podium.augment.Transpose;
import org.podium.augment.VerticalFlip;

/** What transforms are called in a recipe. */
final class TransformNames {
    static final Map<String, Class<? extends Record>> NAMES = Map.ofEntries(
            Map.entry("affine", Affine.class),
            Map.entry("center-crop", CenterCrop.class),
            Map.entry("coarse-dropout", CoarseDropout.class),
            Map.entry("color-jitter", ColorJitter.class),
            Map.entry("elastic-transform", ElasticTransform.class),
            Map.entry("grid-distortion", GridDistortion.class),
            Map.entry("horizontal-flip", HorizontalFlip.class),
            Map.entry("longest-max-size", LongestMaxSize.class),
            Map.entry("one-of", OneOf.class),
            Map.entry("pad", Pad.class),
            Map.entry("perspective", Perspective.class),
            Map.entry("random-crop", RandomCrop.class),
            Map.entry("random-foreground-crop", RandomForegroundCrop.class),
            Map.entry("random-resized-crop", RandomResizedCrop.class),
            Map.entry("resize", Resize.class),
            Map.entry("rotate", Rotate.class),
            Map.entry("rotate-90", Rotate90.class),
            Map.entry("sequence", Sequence.class),
            Map.entry("some-of", SomeOf.class),
            Map.entry("sometimes", Sometimes.class),
            Map.entry("transpose", Transpose.class),
            Map.entry("vertical-flip", VerticalFlip.class));

    private TransformNames() {}
}

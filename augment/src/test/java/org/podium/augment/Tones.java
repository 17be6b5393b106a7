package org.podium.augment;

import java.util.stream.Stream;

/** Transforms of values, and those that do both, each within and at the bounds of what it may do. */
final class Tones {
    private Tones() {}

    static Stream<Transform> all() {
        return Stream.of(
                ColorJitter.DEFAULTS,
                new ColorJitter(0.4, 0.4, 0.4, 0.1),
                new ColorJitter(3, 3, 3, 0.5),
                new AutoContrast(1),
                Clahe.DEFAULTS,
                new Clahe(new Range(1, 40), 3),
                new Equalize(Equalization.Mode.CV, 1),
                new Equalize(Equalization.Mode.PIL, 1),
                GaussNoise.DEFAULTS,
                new GaussNoise(new Range(0, 1), new Range(-1, 1), false),
                GaussianBlur.DEFAULTS,
                new GaussianBlur(new IntRange(0, 9), new Range(0.01, 9)),
                HueSaturationValue.DEFAULTS,
                new HueSaturationValue(new Range(-180, 180), new Range(-255, 255), new Range(-255, 255)),
                new ImageCompression(new IntRange(1, 100)),
                new Invert(0.5),
                MotionBlur.DEFAULTS,
                new MotionBlur(new IntRange(4, 20), false, new Range(0, 0), new Range(1, 1)),
                new Posterize(new IntRange(1, 7)),
                RandomBrightnessContrast.DEFAULTS,
                new RandomBrightnessContrast(new Range(-1, 1), new Range(-1, 3), false),
                new RandomGamma(new Range(1, 1000)),
                Sharpen.DEFAULTS,
                new Solarize(new Range(0, 1)),
                new ToGray(0.5),
                RandAugment.DEFAULTS,
                new RandAugment(5, 1, 2, new Border(Border.Mode.REFLECT_101, 0)),
                TrivialAugmentWide.DEFAULTS);
    }
}

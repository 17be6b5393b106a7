package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.podium.augment.CenterCrop;
import org.podium.augment.HorizontalFlip;
import org.podium.augment.RandomResizedCrop;
import org.podium.augment.Range;
import org.podium.augment.Resize;
import org.podium.augment.Transform;
import org.podium.pipeline.config.Checks;
import org.podium.pipeline.config.Records;

/**
 * The choices of an attack on a competition, from {@code recipe.yaml}.
 *
 * @param workers worker processes at a time; empty is {@code auto}
 * @param threads compute threads a worker, part of a run's identity; empty is {@code auto}
 * @param device {@code auto}, {@code cpu}, {@code cuda} (every GPU) or {@code cuda:N}
 */
public record Recipe(
        long seed,
        FoldChoice folds,
        Precision precision,
        String device,
        Optional<Integer> workers,
        Optional<Integer> threads,
        BadImage onBadImage,
        List<Model> models,
        Tta tta,
        Blend ensemble) {
    private static final Pattern DEVICE = Pattern.compile("auto|cpu|cuda(:\\d{1,3})?");

    public static final Recipe DEFAULTS = new Recipe(
            0,
            FoldChoice.DEFAULTS,
            Precision.AUTO,
            "auto",
            Optional.empty(),
            Optional.empty(),
            BadImage.FAIL,
            List.of(Model.DEFAULTS),
            Tta.DEFAULTS,
            Blend.DEFAULTS);

    public Recipe {
        models = List.copyOf(models);
        Set<String> names = new HashSet<>();
        Checks checks = new Checks()
                .matches("device", device, DEVICE, "auto, cpu, cuda or cuda:N")
                .atLeast("workers", workers.orElse(1), 1)
                .atLeast("threads", threads.orElse(1), 1)
                .notEmpty("models", models);
        for (Model model : models) {
            checks.that(names.add(model.name()), "two models are named '" + model.name() + "'", "models");
        }
        checks.verify();
    }

    /** The same with paths that are relative to a folder, the recipe's own, made absolute. */
    public Recipe from(Path folder) {
        FoldChoice absolute = new FoldChoice(
                folds.kind(), folds.k(), folds.fraction(), folds.file().map(file -> resolve(folder, file)));
        List<Model> located = models.stream()
                .map(model -> Records.with(model, "weights", model.weights().map(file -> resolve(folder, file))))
                .toList();
        return new Recipe(seed, absolute, precision, device, workers, threads, onBadImage, located, tta, ensemble);
    }

    private static String resolve(Path folder, String file) {
        return folder.resolve(file).toAbsolutePath().normalize().toString();
    }

    /**
     * How rows are split: a splitter by name, or a file of the user's own.
     *
     * @param kind stratified, stratified-group or holdout; ignored when {@code file} is given
     * @param k number of folds, at least 2
     * @param fraction share of rows held out (holdout), between 0 and 1
     * @param file CSV with columns id, fold (and optionally repeat), relative to the recipe's folder
     */
    public record FoldChoice(Kind kind, int k, double fraction, Optional<String> file) {
        public static final FoldChoice DEFAULTS = new FoldChoice(Kind.STRATIFIED, 5, 0.2, Optional.empty());

        public FoldChoice {
            new Checks()
                    .atLeast("k", k, 2)
                    .that(fraction > 0 && fraction < 1, fraction + ", expected a share between 0 and 1", "fraction")
                    .verify();
        }

        /** The splitters. */
        public enum Kind {
            STRATIFIED,
            STRATIFIED_GROUP,
            HOLDOUT
        }
    }

    /**
     * One network and how it is trained.
     *
     * @param name the model's folder in a run; the network's name where none is given
     * @param network one of {@link #NETWORKS}
     * @param width multiplier of the channels, 1 for torchvision's, above 0 and at most 8
     * @param weights safetensors file to start from, relative to the recipe's folder; empty: from scratch
     * @param lr peak learning rate
     * @param weightDecay decoupled weight decay, a factor of the learning rate
     * @param warmUp epochs of linear warm-up, at most {@code epochs}
     * @param clipNorm largest global gradient norm; empty: no clipping
     * @param labelSmoothing share of the target spread over all classes, 0 to below 1
     * @param patience epochs without improvement before training stops; empty: never
     * @param augment training transforms, in order; they end in a square of fixed size
     * @param view evaluation transforms, in order; they end in a square of fixed size
     * @param mean per-channel mean on the 0 to 1 scale, RGB
     * @param sd per-channel standard deviation on the 0 to 1 scale, RGB
     */
    public record Model(
            String name,
            String network,
            double width,
            Optional<String> weights,
            int epochs,
            int batchSize,
            double lr,
            double weightDecay,
            double warmUp,
            Optional<Double> clipNorm,
            double labelSmoothing,
            Optional<Integer> patience,
            List<Transform> augment,
            List<Transform> view,
            List<Double> mean,
            List<Double> sd) {
        /** The networks there are. */
        public static final List<String> NETWORKS =
                List.of("resnet10", "resnet18", "resnet34", "resnet50", "resnet101", "resnet152");

        /** Mean and standard deviation are those of ImageNet. */
        public static final Model DEFAULTS = new Model(
                "resnet18",
                "resnet18",
                1,
                Optional.empty(),
                10,
                32,
                1e-3,
                0.05,
                1,
                Optional.of(1.0),
                0,
                Optional.empty(),
                List.of(RandomResizedCrop.DEFAULTS, HorizontalFlip.DEFAULTS),
                List.of(new Resize(256, false), new CenterCrop(224)),
                List.of(0.485, 0.456, 0.406),
                List.of(0.229, 0.224, 0.225));

        public Model {
            augment = List.copyOf(augment);
            view = List.copyOf(view);
            mean = List.copyOf(mean);
            sd = List.copyOf(sd);
            String square = "does not end in a square of fixed size; add {center-crop: {size: 224}} or the like";
            new Checks()
                    .matches("name", name, Competition.NAME, Competition.NAME_MEANING)
                    .oneOf("network", network, NETWORKS)
                    .that(width > 0 && width <= 8, width + ", expected more than 0, at most 8", "width")
                    .atLeast("epochs", epochs, 1)
                    .atLeast("batchSize", batchSize, 2)
                    .above("lr", lr, 0)
                    .atLeast("weightDecay", weightDecay, 0)
                    .atLeast("warmUp", warmUp, 0)
                    .that(warmUp <= Math.max(epochs, 1), warmUp + ", expected at most the epochs", "warmUp")
                    .above("clipNorm", clipNorm.orElse(1.0), 0)
                    .below("labelSmoothing", labelSmoothing, 0, 1)
                    .atLeast("patience", patience.orElse(1), 1)
                    .that(square(augment).isPresent(), square, "augment")
                    .that(square(view).isPresent(), square, "view")
                    .that(channels(mean, 0, 1), mean + ", expected three numbers from 0 to 1", "mean")
                    .that(channels(sd, Double.MIN_VALUE, 1), sd + ", expected three numbers above 0, up to 1", "sd")
                    .verify();
        }

        /** Side of a training image in pixels. */
        public int imageSize() {
            return square(augment).orElseThrow();
        }

        /** Side of an evaluation image in pixels. */
        public int viewSize() {
            return square(view).orElseThrow();
        }

        /** The side of the square that any image becomes, if it does. */
        private static Optional<Integer> square(List<Transform> transforms) {
            Optional<Integer> side = Optional.empty();
            for (Transform transform : transforms) {
                if (transform instanceof RandomResizedCrop crop) {
                    side = Optional.of(crop.size());
                } else if (transform instanceof CenterCrop crop) {
                    side = Optional.of(crop.size());
                } else if (transform instanceof Resize resize) {
                    side = resize.square() || side.isPresent() ? Optional.of(resize.size()) : Optional.empty();
                }
            }
            return side;
        }

        private static boolean channels(List<Double> values, double least, double most) {
            return values.size() == 3 && values.stream().allMatch(value -> value >= least && value <= most);
        }
    }

    /**
     * Test-time augmentation.
     *
     * @param horizontalFlip adds the mirrored view
     * @param randomCrops number of random crops added
     * @param cropScale area of a random crop as a share of the image, above 0 and at most 1
     * @param domain what is averaged over views and folds
     */
    public record Tta(boolean horizontalFlip, int randomCrops, Range cropScale, Domain domain) {
        public static final Tta DEFAULTS = new Tta(true, 0, new Range(0.6, 1), Domain.PROBABILITY);

        public Tta {
            new Checks()
                    .atLeast("randomCrops", randomCrops, 0)
                    .that(
                            cropScale.low() > 0 && cropScale.high() <= 1,
                            "[" + cropScale.low() + ", " + cropScale.high() + "], expected shares above 0, at most 1",
                            "cropScale")
                    .verify();
        }
    }

    /**
     * How models become one prediction.
     *
     * @param domain what is averaged over models
     */
    public record Blend(Method method, Domain domain) {
        public static final Blend DEFAULTS = new Blend(Method.MEAN, Domain.PROBABILITY);

        /** Mean of all models, or the one best by OOF score. */
        public enum Method {
            MEAN,
            BEST
        }
    }

    /** The averaging domain: probabilities (arithmetic mean), or logits (log-probabilities, geometric mean). */
    public enum Domain {
        PROBABILITY,
        LOGIT
    }
}

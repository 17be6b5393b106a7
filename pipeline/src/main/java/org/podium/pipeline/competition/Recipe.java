package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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
 * @param postProcess of masks; for segmentation only
 */
public record Recipe(
        long seed,
        FoldChoice folds,
        Precision precision,
        String device,
        Optional<Integer> workers,
        Optional<Integer> threads,
        BadImage onBadImage,
        Leakage leakage,
        List<Model> models,
        Tta tta,
        Blend ensemble,
        PostProcess postProcess) {
    private static final Pattern DEVICE = Pattern.compile("auto|cpu|cuda(:\\d{1,3})?");

    public static final Recipe DEFAULTS = new Recipe(
            0,
            FoldChoice.DEFAULTS,
            Precision.AUTO,
            "auto",
            Optional.empty(),
            Optional.empty(),
            BadImage.FAIL,
            Leakage.WARN,
            List.of(Model.DEFAULTS),
            Tta.DEFAULTS,
            Blend.DEFAULTS,
            PostProcess.DEFAULTS);

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
        List<Model> located = models.stream()
                .map(model -> Records.with(model, "weights", model.weights().map(text -> WeightsReference.of(text)
                        .from(folder)
                        .text())))
                .map(model -> Records.with(model, "backbone", model.backbone().map(file -> resolve(folder, file))))
                .toList();
        return Records.with(Records.with(this, "folds", folds.from(folder)), "models", located);
    }

    private static String resolve(Path folder, String file) {
        return folder.resolve(file).toAbsolutePath().normalize().toString();
    }

    /**
     * One network and how it is trained.
     *
     * @param name the model's folder in a run; the network's name where none is given
     * @param network one of {@link #NETWORKS}
     * @param backbone TorchScript module that gives features, relative to the recipe's folder; with network torchscript
     * @param width multiplier of the channels, 1 for torchvision's, above 0 and at most 8
     * @param dropout share of the features before the head that training zeroes, 0 to below 1
     * @param weights what to start from, a {@link WeightsReference}: a name such as {@code torchvision/resnet18}, a file
     *     relative to the recipe's folder, or a URL with its hash; empty: from scratch
     * @param freeze what of the backbone stays as it came
     * @param batchSize rows whose gradient is computed at a time
     * @param accumulate batches whose gradients are added up to one update
     * @param lr peak learning rate
     * @param headLrFactor the head's learning rate over that of the rest, above 0
     * @param layerDecay factor of the learning rate from each stage to the one before it, above 0 and at most 1
     * @param weightDecay decoupled for adamw, a factor of the learning rate; added to the gradient (L2) for the others; empty
     *     is {@code auto}: what is usual for the optimizer
     * @param schedule of the learning rate after the warm-up
     * @param warmUp epochs of linear warm-up, at most {@code epochs}
     * @param clipNorm largest global gradient norm; empty: no clipping
     * @param labelSmoothing share of the target spread over all classes, 0 to below 1
     * @param classWeights how much each class counts in the loss; empty: all alike
     * @param mixing training images made of two; empty: none
     * @param average weights averaged over training, to be kept in place of the last ones; empty: none
     * @param patience epochs without improvement before training stops; empty: never
     * @param augment training transforms, in order; they end in a square of fixed size
     * @param view evaluation transforms of a classifier, in order; they end in a square of fixed size
     * @param window how a segmentation network looks over whole images
     * @param mean per-channel mean on the 0 to 1 scale, RGB
     * @param sd per-channel standard deviation on the 0 to 1 scale, RGB
     */
    public record Model(
            String name,
            String network,
            Optional<String> backbone,
            double width,
            double dropout,
            Optional<String> weights,
            Freeze freeze,
            int epochs,
            int batchSize,
            int accumulate,
            OptimizerChoice optimizer,
            LearningRate lr,
            double headLrFactor,
            double layerDecay,
            Optional<Double> weightDecay,
            ScheduleChoice schedule,
            double warmUp,
            Optional<Double> clipNorm,
            LossChoice loss,
            double labelSmoothing,
            Optional<ClassWeights> classWeights,
            Optional<Mixing> mixing,
            Sampling sampling,
            Optional<WeightAverage> average,
            Optional<Integer> patience,
            List<Transform> augment,
            List<Transform> view,
            SlidingWindow window,
            List<Double> mean,
            List<Double> sd) {
        /** The networks there are that tell the class of every pixel. */
        public static final List<String> SEGMENTERS = List.of(
                "fcn-resnet10",
                "fcn-resnet18",
                "fcn-resnet34",
                "fcn-resnet50",
                "fcn-resnet101",
                "fcn-resnet152",
                "unet-resnet10",
                "unet-resnet18",
                "unet-resnet34",
                "unet-resnet50",
                "unet-resnet101",
                "unet-resnet152");

        /** The networks there are that tell the class of an image. */
        public static final List<String> CLASSIFIERS = List.of(
                "resnet10",
                "resnet18",
                "resnet34",
                "resnet50",
                "resnet101",
                "resnet152",
                "cifar-resnet20",
                "cifar-resnet32",
                "cifar-resnet44",
                "cifar-resnet56",
                "cifar-resnet110",
                "mobilenetv1",
                "cnn5",
                "alexnet",
                "torchscript");

        /** The networks there are. */
        public static final List<String> NETWORKS =
                Stream.of(CLASSIFIERS, SEGMENTERS).flatMap(List::stream).toList();

        /** The network that is a module of the user's with a new head. */
        public static final String TORCHSCRIPT = "torchscript";

        /** What sides of scaled windows are multiples of, in pixels. */
        private static final int STEP = 8;

        /** Mean and standard deviation are those of ImageNet. */
        public static final Model DEFAULTS = new Model(
                "resnet18",
                "resnet18",
                Optional.empty(),
                1,
                0,
                Optional.empty(),
                new Freeze.None(),
                10,
                32,
                1,
                OptimizerChoice.AdamW.DEFAULTS,
                new LearningRate(1e-3, Optional.empty()),
                1,
                1,
                Optional.empty(),
                ScheduleChoice.Cosine.DEFAULTS,
                1,
                Optional.of(1.0),
                LossChoice.CROSS_ENTROPY,
                0,
                Optional.empty(),
                Optional.empty(),
                Sampling.Shuffled.DEFAULTS,
                Optional.empty(),
                Optional.empty(),
                List.of(RandomResizedCrop.DEFAULTS, HorizontalFlip.DEFAULTS),
                List.of(new Resize(256, false), new CenterCrop(224)),
                SlidingWindow.DEFAULTS,
                List.of(0.485, 0.456, 0.406),
                List.of(0.229, 0.224, 0.225));

        public Model {
            augment = List.copyOf(augment);
            view = List.copyOf(view);
            mean = List.copyOf(mean);
            sd = List.copyOf(sd);
            String square = "does not end in a square of fixed size; add {center-crop: {size: 224}} or the like";
            Checks checks = new Checks()
                    .matches("name", name, Competition.NAME, Competition.NAME_MEANING)
                    .oneOf("network", network, NETWORKS)
                    .that(
                            backbone.isPresent() == network.equals(TORCHSCRIPT),
                            backbone.map(Object::toString).orElse("none")
                                    + ", expected a TorchScript file with network: torchscript, and only with it",
                            "backbone")
                    .accepted("weights", () -> weights.ifPresent(WeightsReference::of))
                    .that(width > 0 && width <= 8, width + ", expected more than 0, at most 8", "width")
                    .below("dropout", dropout, 0, 1)
                    .atLeast("epochs", epochs, 1)
                    .atLeast("batchSize", batchSize, 2)
                    .atLeast("accumulate", accumulate, 1)
                    .above("headLrFactor", headLrFactor, 0)
                    .that(
                            layerDecay > 0 && layerDecay <= 1,
                            layerDecay + ", expected more than 0, at most 1",
                            "layerDecay")
                    .atLeast("weightDecay", weightDecay.orElse(0.0), 0)
                    .atLeast("warmUp", warmUp, 0)
                    .that(warmUp <= Math.max(epochs, 1), warmUp + ", expected at most the epochs", "warmUp")
                    .above("clipNorm", clipNorm.orElse(1.0), 0)
                    .below("labelSmoothing", labelSmoothing, 0, 1)
                    .atLeast("patience", patience.orElse(1), 1)
                    .that(Squares.side(augment).isPresent(), square, "augment")
                    .that(Squares.side(view).isPresent(), square, "view")
                    .that(channels(mean, 0, 1), mean + ", expected three numbers from 0 to 1", "mean")
                    .that(channels(sd, Double.MIN_VALUE, 1), sd + ", expected three numbers above 0, up to 1", "sd");
            loss.check(checks, labelSmoothing, classWeights.isPresent(), SEGMENTERS.contains(network));
            freeze.check(checks, epochs, weights.isPresent() || backbone.isPresent());
            schedule.check(checks, epochs);
            average.ifPresent(choice -> choice.check(checks, epochs));
            checks.verify();
        }

        /** Whether the network tells the class of every pixel, not of the whole image. */
        public boolean segments() {
            return SEGMENTERS.contains(network);
        }

        /** Weight decay with {@code auto} replaced: 0.05 where it is decoupled, 1e-4 where it is L2. */
        public double decay() {
            return weightDecay.orElse(optimizer instanceof OptimizerChoice.AdamW ? 0.05 : 1e-4);
        }

        /** The same with every {@code auto} replaced. */
        public Model resolved() {
            return Records.with(this, "weightDecay", Optional.of(decay()));
        }

        /**
         * The same without anything that keeps a network from learning its images by heart, or its weights from moving as far
         * as the rate says.
         */
        public Model unregularised() {
            Model model = Records.with(this, "dropout", 0.0);
            model = Records.with(model, "clipNorm", Optional.empty());
            model = Records.with(model, "layerDecay", 1.0);
            model = Records.with(model, "headLrFactor", 1.0);
            model = Records.with(model, "weightDecay", Optional.of(0.0));
            model = Records.with(model, "labelSmoothing", 0.0);
            model = Records.with(model, "classWeights", Optional.empty());
            return Records.with(model, "mixing", Optional.empty());
        }

        /** Side of a training image in pixels. */
        public int imageSize() {
            return Squares.side(augment).orElseThrow();
        }

        /** Side of an evaluation image in pixels. */
        public int viewSize() {
            return Squares.side(view).orElseThrow();
        }

        /** Side in pixels of what a segmentation network is given when it looks over an image. */
        public int windowSize() {
            return window.size().orElse(imageSize());
        }

        /**
         * The same at another size of the window. Decoders take any; steps are small, so that scales of small windows differ.
         *
         * @param scale one of those of {@link Tta}, or 1
         */
        public int windowSize(double scale) {
            int size = windowSize();
            return scale == 1 ? size : (int) Math.max(STEP, STEP * Math.rint(scale * size / STEP));
        }

        private static boolean channels(List<Double> values, double least, double most) {
            return values.size() == 3 && values.stream().allMatch(value -> value >= least && value <= most);
        }
    }

    /**
     * Test-time augmentation.
     *
     * @param horizontalFlip adds the view with left and right exchanged
     * @param verticalFlip adds the view, or with the other flip the views, with top and bottom exchanged
     * @param d4 all eight views that flips and quarter turns make, whatever the two keys before say
     * @param scales segmentation: factors of the window's size, each of which adds all these views at that size
     * @param randomCrops classification: number of random crops added
     * @param cropScale area of a random crop as a share of the image, above 0 and at most 1
     * @param domain what is averaged over views and folds
     */
    public record Tta(
            boolean horizontalFlip,
            boolean verticalFlip,
            boolean d4,
            List<Double> scales,
            int randomCrops,
            Range cropScale,
            Domain domain) {
        public static final Tta DEFAULTS =
                new Tta(true, false, false, List.of(), 0, new Range(0.6, 1), Domain.PROBABILITY);

        public Tta {
            scales = List.copyOf(scales);
            new Checks()
                    .that(
                            scales.stream().allMatch(scale -> scale >= 0.25 && scale <= 4 && scale != 1)
                                    && scales.stream().distinct().count() == scales.size(),
                            scales + ", expected different numbers from 0.25 to 4; 1 is always there",
                            "scales")
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

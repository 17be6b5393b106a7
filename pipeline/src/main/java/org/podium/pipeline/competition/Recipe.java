package org.podium.pipeline.competition;

import java.util.List;
import java.util.Optional;
import org.podium.augment.Transform;

/**
 * The choices of an attack on a competition, from {@code recipe.yaml}.
 *
 * @param workers worker processes at a time; empty is {@code auto}
 * @param threads compute threads a worker, part of a run's identity; empty is {@code auto}
 * @param device {@code auto}, {@code cpu} or {@code cuda:N}
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

    /**
     * How rows are split: a splitter by name, or a file of the user's own.
     *
     * @param kind stratified, stratified-group or holdout; ignored when {@code file} is given
     * @param k number of folds
     * @param fraction share of rows held out (holdout)
     * @param file CSV with columns id, fold (and optionally repeat), relative to the recipe's folder
     */
    public record FoldChoice(Kind kind, int k, double fraction, Optional<String> file) {
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
     * @param network resnet10, resnet18, resnet34, resnet50
     * @param width multiplier of the channels, 1 for torchvision's
     * @param weights safetensors file to start from, relative to the recipe's folder; empty: from scratch
     * @param lr peak learning rate
     * @param warmUp epochs of linear warm-up
     * @param clipNorm largest global gradient norm; empty: no clipping
     * @param patience epochs without improvement before training stops; empty: never
     * @param augment training transforms, in order
     * @param view evaluation transforms, in order
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
            List<Double> sd) {}

    /**
     * Test-time augmentation.
     *
     * @param horizontalFlip adds the mirrored view
     * @param randomCrops number of random crops added
     * @param domain what is averaged over views and folds
     */
    public record Tta(boolean horizontalFlip, int randomCrops, Domain domain) {}

    /**
     * How models become one prediction.
     *
     * @param domain what is averaged over models
     */
    public record Blend(Method method, Domain domain) {
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

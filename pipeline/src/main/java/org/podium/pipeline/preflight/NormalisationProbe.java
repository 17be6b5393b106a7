package org.podium.pipeline.preflight;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.WeightsReference;
import org.podium.pipeline.weights.WeightStore;

/**
 * Whether mean and standard deviation are the weights' own, or, where nothing is known of weights or there are none,
 * whether they make of the images what a network expects: numbers around 0 with a spread of about 1.
 */
final class NormalisationProbe {
    static final String NAME = "normalisation";

    private static final int ROWS = 16;

    /** What is given with three digits differs in the fourth. */
    private static final double SAME = 0.002;

    /** From here on bytes that mean the same look different to the network: standard deviations, for black or white. */
    private static final double FAR = 1;

    /** Misfit of scaled images, see {@link Scaling#misfit}: below what is as good as measured, and past all reason. */
    private static final double CLOSE = 0.5;

    private static final double ABSURD = 20;

    private static final double LARGEST_MEAN = 1;
    private static final double SMALLEST_SPREAD = 1 / 3.0;
    private static final double LARGEST_SPREAD = 3;

    private NormalisationProbe() {}

    static CheckLine of(Workbench bench) throws IOException {
        Optional<CheckLine> known = againstWeights(bench.model());
        return known.isPresent()
                ? known.get()
                : on(
                        Scaling.of(bench.viewed(bench.spread(ROWS))),
                        new Scaling(bench.model().mean(), bench.model().sd()),
                        bench.pretrained());
    }

    /**
     * What can be said without a look at the images.
     *
     * @return empty where nothing is known of the weights, or there are none
     */
    static Optional<CheckLine> againstWeights(Recipe.Model model) {
        return model.weights()
                .flatMap(text -> WeightStore.ofUser().about(WeightsReference.of(text)))
                .map(entry -> against(
                        new Scaling(model.mean(), model.sd()), new Scaling(entry.mean(), entry.sd()), entry.name()));
    }

    /** @param own what the weights were trained with */
    static CheckLine against(Scaling chosen, Scaling own, String weights) {
        if (chosen.isNear(own, SAME)) {
            return CheckLine.passed(NAME, chosen + " are those of " + weights);
        }
        String todo = "set " + own.yaml() + ", or leave both out where these are the defaults";
        if (chosen.isNear(own.swapped(), SAME)) {
            return CheckLine.failed(
                    NAME, "mean and sd look swapped: " + chosen + ", but " + weights + " have " + own, todo);
        }
        String finding = String.format(
                Locale.ROOT,
                "%s, but %s were trained with %s: colours arrive up to %.2f standard deviations off",
                chosen,
                weights,
                own,
                chosen.distance(own));
        return chosen.distance(own) > FAR
                ? CheckLine.failed(NAME, finding, todo)
                : CheckLine.warned(NAME, finding, todo);
    }

    /** @param images what they are, on the 0 to 1 scale */
    static CheckLine on(Scaling images, Scaling chosen, boolean pretrained) {
        String constant = IntStream.range(0, 3)
                .filter(c -> images.sd().get(c) == 0)
                .mapToObj(c -> String.valueOf(c + 1))
                .collect(Collectors.joining(" and "));
        if (!constant.isEmpty()) {
            return CheckLine.warned(
                    NAME,
                    "channel " + constant + " is constant: the images have " + images,
                    "look at the images: what is the same everywhere tells a network nothing");
        }
        String unknown = pretrained ? "; what the weights were trained with is not known here" : "";
        Scaling seen = images.normalised(chosen);
        String todo = pretrained
                ? "set mean and sd to those that the weights were trained with"
                : "set " + images.yaml() + ", or about that";
        if (looksSwapped(images, chosen)) {
            return CheckLine.failed(
                    NAME, "mean and sd look swapped: " + chosen + "; the images have " + images + unknown, todo);
        }
        if (chosen.misfit(images) > ABSURD && chosen.times(255).misfit(images) < CLOSE) {
            return CheckLine.failed(
                    NAME,
                    "mean and sd look divided by 255 twice: " + chosen + "; the images have " + images + unknown,
                    todo);
        }
        String finding = "normalised images have " + seen + unknown;
        boolean off = seen.mean().stream().anyMatch(mean -> Math.abs(mean) > LARGEST_MEAN)
                || seen.sd().stream().anyMatch(sd -> sd < SMALLEST_SPREAD || sd > LARGEST_SPREAD);
        return off
                ? CheckLine.warned(NAME, finding + "; expected are means near 0 and standard deviations near 1", todo)
                : CheckLine.passed(NAME, finding);
    }

    /** ImageNet's the wrong way round; or as near to the images as can be the wrong way round, and the right way not. */
    private static boolean looksSwapped(Scaling images, Scaling chosen) {
        if (chosen.isNear(Scaling.IMAGENET.swapped(), SAME)) {
            return true;
        }
        double right = chosen.misfit(images);
        double wrong = chosen.swapped().misfit(images);
        return wrong < CLOSE && right > 2 * CLOSE;
    }

    /** Per-channel mean and standard deviation, RGB. */
    record Scaling(List<Double> mean, List<Double> sd) {
        static final Scaling IMAGENET = new Scaling(List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225));

        /** Of all pixels of some images, on the 0 to 1 scale. */
        static Scaling of(Images images) {
            long[] sum = new long[3];
            long[] squares = new long[3];
            for (int row = 0; row < images.rows(); row++) {
                byte[] bytes = images.image(row);
                for (int i = 0; i < bytes.length; i++) {
                    int value = bytes[i] & 0xFF;
                    sum[i % 3] += value;
                    squares[i % 3] += (long) value * value;
                }
            }
            double n = images.rows() * (images.length() / 3.0);
            Double[] mean = new Double[3];
            Double[] sd = new Double[3];
            for (int c = 0; c < 3; c++) {
                mean[c] = sum[c] / n / 255;
                sd[c] = Math.sqrt(Math.max(0, squares[c] / n / 255 / 255 - mean[c] * mean[c]));
            }
            return new Scaling(List.of(mean), List.of(sd));
        }

        Scaling swapped() {
            return new Scaling(sd, mean);
        }

        Scaling times(double factor) {
            return new Scaling(
                    mean.stream().map(m -> m * factor).toList(),
                    sd.stream().map(s -> s * factor).toList());
        }

        /** What these become when numbers are scaled by others. */
        Scaling normalised(Scaling by) {
            return new Scaling(
                    List.of(0, 1, 2).stream()
                            .map(c -> (mean.get(c) - by.mean.get(c)) / by.sd.get(c))
                            .toList(),
                    List.of(0, 1, 2).stream().map(c -> sd.get(c) / by.sd.get(c)).toList());
        }

        boolean isNear(Scaling other, double tolerance) {
            return List.of(0, 1, 2).stream()
                    .allMatch(c -> Math.abs(mean.get(c) - other.mean.get(c)) <= tolerance
                            && Math.abs(sd.get(c) - other.sd.get(c)) <= tolerance);
        }

        /** The most that black or white differ when scaled by these and by others. */
        double distance(Scaling other) {
            double most = 0;
            for (int c = 0; c < 3; c++) {
                for (int x = 0; x < 2; x++) {
                    double here = (x - mean.get(c)) / sd.get(c);
                    double there = (x - other.mean.get(c)) / other.sd.get(c);
                    most = Math.max(most, Math.abs(here - there));
                }
            }
            return most;
        }

        /** How far images scaled by these are from mean 0 and standard deviation 1; infinite where a deviation is 0. */
        double misfit(Scaling images) {
            Scaling seen = images.normalised(this);
            double sum = 0;
            for (int c = 0; c < 3; c++) {
                sum += Math.abs(seen.mean.get(c)) + Math.abs(Math.log(seen.sd.get(c)));
            }
            return sum / 3;
        }

        String yaml() {
            return "mean: " + list(mean) + " and sd: " + list(sd);
        }

        @Override
        public String toString() {
            return "mean " + list(mean) + " and sd " + list(sd);
        }

        private static String list(List<Double> values) {
            return values.stream()
                    .map(value -> String.format(Locale.ROOT, "%.3g", value))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
    }
}

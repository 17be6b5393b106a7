package org.podium.pipeline.cli;

import java.util.List;
import java.util.Optional;
import org.podium.pipeline.stage.Evaluation;
import org.podium.pipeline.weights.WeightsEntry;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How {@code podium evaluate} looks at images. */
final class ViewOptions {
    private static final int LARGEST = 4096;
    private static final int RESIZE = 256;
    private static final int SIZE = 224;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--resize",
            paramLabel = "PX",
            description = "What the shorter side is scaled to, before the centre is cut out. Default: 8/7 of the size "
                    + "that named weights were trained at, " + RESIZE + " for others.")
    private Optional<Integer> resize;

    @Option(
            names = "--view-size",
            paramLabel = "PX",
            description = "Side of the centre. Default: the size that named weights were trained at, " + SIZE
                    + " for others.")
    private Optional<Integer> viewSize;

    @Option(
            names = "--size",
            paramLabel = "PX",
            description = "Scales the whole image to this square instead; 32 for CIFAR's.")
    private Optional<Integer> size;

    @Option(
            names = "--mean",
            split = ",",
            paramLabel = "X",
            description = "RGB, on the 0 to 1 scale. Default: what named weights expect, ImageNet's for others.")
    private List<Double> mean;

    @Option(names = "--sd", split = ",", paramLabel = "X", description = "Likewise.")
    private List<Double> sd;

    /** @throws ParameterException when an option has no possible value */
    void check() {
        side("--resize", resize);
        side("--view-size", viewSize);
        side("--size", size);
        require(
                size.isEmpty() || resize.isEmpty() && viewSize.isEmpty(),
                "--size takes the whole image, so there is no " + (resize.isPresent() ? "--resize" : "--view-size")
                        + " with it");
        require(channels(mean), "--mean is " + mean + ", expected three numbers with commas between");
        require(
                channels(sd) && (sd == null || sd.stream().allMatch(x -> x > 0)),
                "--sd is " + sd + ", expected three numbers above 0 with commas between");
    }

    private static boolean channels(List<Double> values) {
        return values == null || values.size() == 3 && values.stream().allMatch(Double::isFinite);
    }

    private void side(String option, Optional<Integer> value) {
        value.ifPresent(side -> require(
                side >= 1 && side <= LARGEST, option + " is " + side + ", expected 1 to " + LARGEST + " pixels"));
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    /**
     * What was asked for, and otherwise what suits the weights.
     *
     * @param weights what is known about them
     */
    Evaluation.View view(Optional<WeightsEntry> weights) {
        // Networks for 224 pixels are usually shown the centre of 256.
        int shorter = resize.orElse(weights.map(about -> (int) Math.round((double) about.size() * RESIZE / SIZE))
                .orElse(RESIZE));
        int centre = viewSize.orElse(weights.map(WeightsEntry::size).orElse(SIZE));
        require(
                size.isPresent() || shorter >= centre,
                "--view-size " + centre + " cannot be cut out of --resize " + shorter);
        return new Evaluation.View(
                mean != null ? mean : weights.map(WeightsEntry::mean).orElse(Evaluation.MEAN),
                sd != null ? sd : weights.map(WeightsEntry::sd).orElse(Evaluation.SD),
                size.isPresent() ? 0 : shorter,
                size.orElse(centre));
    }
}

package org.podium.pipeline.stage;

import ai.djl.util.cuda.CudaUtils;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.podium.pipeline.competition.Precision;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.predict.PixelViews;
import org.podium.pipeline.run.Environment;

/** What this machine offers, and what {@code auto} becomes on it. */
final class Resources {
    /** Part of the memory that workers may plan with; the rest is for the system and its file cache. */
    private static final double USABLE = 0.8;

    /**
     * Of what predicting in fp32 takes for each pixel of a batch. At 512 px 149 were measured for resnet18, 340 for
     * resnet50 and 420 for cifar-resnet20; in bf16 about half.
     */
    private static final double BYTES_OF_A_PIXEL = 420;

    /** A batch's pixels are in one buffer, three bytes each. */
    private static final int MOST_PIXELS = Integer.MAX_VALUE / 3;

    /** MiB that the decoder of a U-Net takes for each pixel of a batch, see {@link #estimate}. */
    private static final double DECODER = 0.6e-3;

    /** MiB of the scores of one class for a pixel of a batch, with what a loss and prediction make of them. */
    private static final double SCORE = 44.0 / (1 << 20);

    /** What predicting a pixel takes, as a share of what training on it does; a guess, see {@link #BYTES_OF_A_PIXEL}. */
    private static final double PREDICTING = 1 / 3.0;

    private Resources() {}

    /**
     * The recipe with every {@code auto} replaced. Threads do not depend on the number of workers, so results do not.
     *
     * @param classes of the competition
     */
    static Recipe resolve(Recipe recipe, int folds, int classes) throws IOException {
        List<String> devices = devices(recipe.device());
        boolean gpu = !devices.get(0).equals("cpu");
        int cores = Runtime.getRuntime().availableProcessors();
        int jobs = folds * recipe.models().size();
        int atOnce = gpu ? devices.size() : Math.min(jobs, cores);
        int threads = recipe.threads().orElse(Math.max(1, cores / atOnce));
        int workers = recipe.workers().orElse(Math.max(1, Math.min(jobs, cores / threads)));
        if (recipe.workers().isEmpty() && !gpu) {
            workers = Math.max(1, Math.min(workers, (int) (USABLE * memory() / largest(recipe, classes))));
        }
        if (gpu) {
            workers = Math.min(recipe.workers().orElse(devices.size()), devices.size());
        }
        String device = devices.size() == 1 ? devices.get(0) : "cuda";
        return new Recipe(
                recipe.seed(),
                recipe.folds().resolved(),
                precision(recipe.precision(), devices.get(0)),
                device,
                Optional.of(workers),
                Optional.of(threads),
                recipe.onBadImage(),
                recipe.leakage(),
                recipe.models().stream().map(Recipe.Model::resolved).toList(),
                recipe.tta(),
                recipe.ensemble(),
                recipe.postProcess());
    }

    /** The devices that a choice stands for; each has one worker at a time, but for the CPU. */
    static List<String> devices(String choice) {
        int gpus = gpus();
        if (choice.equals("cpu") || choice.equals("auto") && gpus == 0) {
            return List.of("cpu");
        }
        if (choice.equals("auto") || choice.equals("cuda")) {
            if (gpus == 0) {
                throw new UserError("device is cuda, but podium sees no GPU: build with -Pcuda, or use device: cpu");
            }
            return IntStream.range(0, gpus).mapToObj(gpu -> "cuda:" + gpu).toList();
        }
        if (Integer.parseInt(choice.substring("cuda:".length())) >= gpus) {
            throw new UserError("device is " + choice + ", but podium sees " + gpus
                    + " GPUs: build with -Pcuda, or use device: cpu");
        }
        return List.of(choice);
    }

    /** GPUs that can be used: none where the build brought the CPU's libtorch. */
    private static int gpus() {
        return Environment.bringsCpuLibtorch() ? 0 : CudaUtils.getGpuCount();
    }

    static Precision precision(Precision choice, String device) throws IOException {
        if (choice != Precision.AUTO) {
            return choice;
        }
        if (!device.equals("cpu")) {
            int gpu = Integer.parseInt(device.substring("cuda:".length()));
            // From Ampere (compute capability 8.0) on, tensor cores take bf16.
            return Integer.parseInt(CudaUtils.getComputeCapability(gpu)) >= 80 ? Precision.BF16 : Precision.FP32;
        }
        return Environment.cpuMultipliesBf16() ? Precision.BF16 : Precision.FP32;
    }

    /** Memory of this machine, or of its container, in MiB. */
    static double memory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize()
                / (double) (1 << 20);
    }

    /** @throws UserError when a batch of an evaluation is more than the memory here takes, or one buffer */
    static void requireRoom(Evaluation evaluation) {
        double most = MOST_PIXELS;
        if (evaluation.device().equals("cpu")) {
            double bytes = evaluation.precision() == Precision.BF16 ? BYTES_OF_A_PIXEL / 2 : BYTES_OF_A_PIXEL;
            double width = Math.max(evaluation.network().width(), 0.25);
            most = Math.min(most, USABLE * memory() * (1 << 20) / (bytes * width));
        }
        int batch = Math.min(evaluation.batchSize(), evaluation.files().size());
        int side = evaluation.viewSize();
        int fitting = (int) (most / side / side);
        if (fitting < 1) {
            throw new UserError("images of " + side + " px are too large for the memory here; choose a smaller size");
        }
        if (batch > fitting) {
            throw new UserError(batch + " images of " + side + " px at a time are too many for the memory here; choose"
                    + " --batch-size " + fitting + " or less, or smaller images");
        }
    }

    private static double largest(Recipe recipe, int classes) throws IOException {
        double largest = 0;
        for (Recipe.Model model : recipe.models()) {
            largest = Math.max(largest, estimate(model, recipe.tta(), classes));
        }
        return largest;
    }

    /**
     * Rough resident memory of a worker in MiB, training or predicting, whichever takes more: the process itself, weights
     * with gradients, moments and copies, and activations, which grow with the pixels of a batch. For resnet18 at 224 px and
     * batch 32 it says 2,090, where 1,276 were measured; the factors of the others are guesses.
     *
     * <p>Networks of pixels' classes were measured on CamVid, on the CPU. With 11 classes, in batches of 4 and 8, at 160 px
     * then at 320 px: unet-resnet10 in bf16 622, 719, 916 and 1,520, where it says 1,003, 1,183, 1,544 and 2,266, and in fp32
     * 1,283 in a batch of 4 at 320 px; fcn-resnet10 506, 551, 657 and 886. In a batch of 4 at 320 px: unet-resnet50 1,833 in
     * bf16 and 2,487 in fp32, and with 150 classes unet-resnet10 3,444 and fcn-resnet10 3,123, so that a class takes 44
     * bytes a pixel. They predict batches of windows, each as large as the scales make it, without what only gradients need.
     */
    static double estimate(Recipe.Model model, Recipe.Tta tta, int classes) throws IOException {
        double pixels = model.batchSize() * area(model.imageSize());
        if (model.segments()) {
            double window = PixelViews.of(tta).scales().stream()
                    .mapToDouble(scale -> area(model.windowSize(scale)))
                    .max()
                    .orElseThrow();
            pixels = Math.max(pixels, PREDICTING * model.batchSize() * window);
        }
        boolean wide = List.of("resnet50", "resnet101", "resnet152", "torchscript")
                .contains(model.network().replaceFirst("^(fcn|unet)-", ""));
        double perPixel = wide ? 2.5e-3 : 0.7e-3;
        if (model.network().startsWith("unet-")) {
            perPixel += DECODER;
        }
        perPixel *= Math.max(model.width(), 0.25);
        if (model.segments()) {
            perPixel += SCORE * classes;
        }
        // A classifier's head is small however many classes it has, FCN's is not.
        return 500 + 40 * Networks.size(model, model.segments() ? classes : 1000) / 1e6 + perPixel * pixels;
    }

    private static double area(int side) {
        return (double) side * side;
    }
}

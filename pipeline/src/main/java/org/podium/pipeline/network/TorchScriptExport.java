package org.podium.pipeline.network;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.podium.pipeline.competition.LossChoice;

/**
 * Writes a network as one TorchScript file that PyTorch or DJL loads without podium: {@code forward} takes uint8 images
 * (N, H, W, 3) in RGB and gives fp32 class probabilities, (N, classes), or (N, classes, H, W) where pixels have classes. Scaling by mean and sd is inside; cropping and
 * resizing are the caller's. The weights are buffers under their own names, which are torchvision's for a ResNet, and
 * move to another device with the module; a buffer {@code scaling} holds mean and sd. A module of the user's goes in as it is, with its
 * parameters as trained, under the name {@code backbone}.
 */
public final class TorchScriptExport {
    /** What only training needs, or podium's own way of calling. */
    private static final Set<String> LEFT_OUT = Set.of(
            "train",
            "trained",
            "load",
            "folded",
            "exact",
            "softmax",
            "sigmoids",
            "train_bf16",
            "train_fp32",
            "predict_bf16",
            "folded_bf16",
            "folded_fp32");

    private static final String FORWARD = """
              def forward(self: __torch__.Net, images: Tensor) -> Tensor:
                s = self.predict_fp32(images, self.scaling, self.weights())
            """.indent(0);

    private static final String FORWARD_OF_MODULE = """
              def forward(self: __torch__.Net, images: Tensor) -> Tensor:
                x = self.input(images, self.scaling)
                s = self.predicted((self.backbone).forward(x), self.weights())
            """.indent(0);

    private TorchScriptExport() {}

    /**
     * Writes the file.
     *
     * @param weights every tensor of the architecture
     * @param mean per-channel mean on the 0 to 1 scale, RGB
     * @param sd per-channel standard deviation on the 0 to 1 scale, RGB
     * @param loss that the network was trained with, which decides how scores become probabilities
     * @param extra further texts in the archive by name, as {@code torch.jit.load} reads with {@code _extra_files}
     */
    public static void write(
            Path file,
            Architecture architecture,
            Map<String, Tensor> weights,
            List<Double> mean,
            List<Double> sd,
            LossChoice loss,
            Map<String, String> extra)
            throws IOException {
        Map<String, Tensor> all = new LinkedHashMap<>(weights);
        Map<String, byte[]> inner = Map.of();
        if (architecture instanceof Backbone backbone) {
            inner = archive(backbone, weights);
            all.keySet().removeIf(name -> !backbone.head(name));
        }
        all.put("scaling", new Tensor(new long[] {2, 3, 1, 1}, Network.scaling(mean, sd)));
        String forward = (inner.isEmpty() ? FORWARD : FORWARD_OF_MODULE)
                + ClassProbabilities.torchScript(loss).indent(4);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            TorchScriptArchive.write(out, methods(Program.source(architecture)), forward, all, inner, extra);
        }
    }

    /** The entries of the module's archive; by way of a file, since Java reads such archives from no stream. */
    private static Map<String, byte[]> archive(Backbone backbone, Map<String, Tensor> weights) throws IOException {
        Path file = Files.createTempFile("podium-module", ".pt");
        try {
            try (OutputStream out = Files.newOutputStream(file)) {
                backbone.write(weights, out);
            }
            return TorchScriptArchive.entries(file);
        } finally {
            Files.delete(file);
        }
    }

    /** The class without comments and without the methods that are left out. */
    private static String methods(String source) {
        String plain = source.replaceAll("(?m)^ *#.*\n", "");
        return Arrays.stream(plain.split("(?m)^(?=  def )"))
                .filter(part -> LEFT_OUT.stream().noneMatch(name -> part.startsWith("  def " + name + "(")))
                .collect(Collectors.joining());
    }
}

package org.podium.pipeline.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.error.UserError;

/** The networks by name. */
public final class Networks {
    private static final String CIFAR = "cifar-resnet";
    private static final String FCN = "fcn-";
    private static final String UNET = "unet-";

    private Networks() {}

    /** Every name that {@link #named} knows. */
    public static List<String> names() {
        return Recipe.Model.NETWORKS.stream()
                .filter(name -> !name.equals(Recipe.Model.TORCHSCRIPT))
                .toList();
    }

    /** Those of them that tell the class of an image. */
    public static List<String> classifiers() {
        return names().stream()
                .filter(name -> !Recipe.Model.SEGMENTERS.contains(name))
                .toList();
    }

    /**
     * A model's network.
     *
     * @throws UserError when its backbone is no module that gives features
     */
    public static Architecture of(Recipe.Model model, int classes) {
        return model.backbone().isPresent()
                ? Backbone.read(module(model), model.viewSize(), classes)
                : named(model.network(), model.width(), classes);
    }

    private static Path module(Recipe.Model model) {
        Path file = Path.of(model.backbone().orElseThrow());
        if (!Files.isRegularFile(file)) {
            throw new UserError("backbone of " + model.name() + ": there is no file " + file);
        }
        return file;
    }

    /** About how many numbers a model's weights are; told without loading anything. */
    public static long size(Recipe.Model model, int classes) throws IOException {
        if (model.backbone().isPresent()) {
            return Files.size(module(model)) / Float.BYTES;
        }
        return named(model.network(), model.width(), classes).shapes().values().stream()
                .mapToLong(Tensor::size)
                .sum();
    }

    /**
     * The network of that name.
     *
     * @param name one of {@link #names}
     * @param width multiplier of the channels, above 0 and at most 8
     * @param classes outputs, at least one
     */
    public static Architecture named(String name, double width, int classes) {
        if (!names().contains(name)) {
            throw new IllegalArgumentException("no network named " + name + "; there are " + names());
        }
        if (name.startsWith(CIFAR)) {
            return new CifarResNet(Integer.parseInt(name.substring(CIFAR.length())), width, classes);
        }
        if (name.startsWith(FCN)) {
            return new Fcn(ResNet.named(name.substring(FCN.length()), width, classes));
        }
        if (name.startsWith(UNET)) {
            return new UNet(ResNet.named(name.substring(UNET.length()), width, classes));
        }
        return switch (name) {
            case "mobilenetv1" -> new MobileNetV1(width, classes);
            case "cnn5" -> new Cnn5(width, classes);
            case "alexnet" -> new AlexNet(width, classes, 0.5);
            default -> ResNet.named(name, width, classes);
        };
    }
}

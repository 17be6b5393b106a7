package org.podium.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.competition.RecipeFile;
import org.podium.pipeline.competition.SlidingWindow;
import org.podium.pipeline.config.Records;

class ResourcesTest {
    private static Recipe.Model model(String network, int size, int batch) {
        return RecipeFile.model(
                "name=m",
                "network=" + network,
                "batch-size=" + batch,
                "augment=[{resize: {size: " + size + ", square: true}}]");
    }

    private static double estimate(Recipe.Model model, int classes) throws IOException {
        return Resources.estimate(model, Recipe.Tta.DEFAULTS, classes);
    }

    /** The most that a process held that trained on CamVid: what is planned with is enough, and not far too much. */
    @ParameterizedTest
    @CsvSource({
        "unet-resnet10, 160, 4, 11, 622",
        "unet-resnet10, 320, 4, 11, 1283",
        "unet-resnet10, 320, 8, 11, 1520",
        "unet-resnet10, 160, 4, 150, 1181",
        "unet-resnet10, 320, 4, 150, 3444",
        "unet-resnet34, 320, 4, 11, 1389",
        "unet-resnet50, 320, 4, 11, 2487",
        "fcn-resnet10, 320, 8, 11, 886",
        "fcn-resnet10, 320, 4, 11, 804",
        "fcn-resnet10, 320, 4, 150, 3123",
        "fcn-resnet50, 320, 4, 11, 1420"
    })
    void whatWasMeasuredIsPlannedFor(String network, int size, int batch, int classes, double measured)
            throws IOException {
        assertThat(estimate(model(network, size, batch), classes)).isBetween(measured, 2 * measured);
    }

    /** A window seen at four times the size has sixteen times the pixels, whatever networks train on. */
    @Test
    void largeWindowsAndScalesArePlannedFor() throws IOException {
        Recipe.Model model = model("unet-resnet10", 160, 4);
        Recipe.Model large = Records.with(model, "window", new SlidingWindow(Optional.of(640), 0.5, 1));
        Recipe.Tta scaled = Records.with(Recipe.Tta.DEFAULTS, "scales", List.of(0.5, 4.0));
        double base = estimate(model, 11) - 500;
        assertThat(estimate(large, 11) - 500).isGreaterThan(2 * base);
        assertThat(Resources.estimate(model, scaled, 11)).isEqualTo(estimate(large, 11));
    }

    @Test
    void classesOfAClassifierDoNotCount() throws IOException {
        Recipe.Model model = model("resnet18", 224, 32);
        assertThat(estimate(model, 2)).isEqualTo(estimate(model, 1000)).isBetween(2080.0, 2100.0);
    }
}

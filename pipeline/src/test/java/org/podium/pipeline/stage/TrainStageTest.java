package org.podium.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.competition.CompetitionFile;
import org.podium.pipeline.competition.RecipeFile;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.run.Hashes;
import org.podium.pipeline.run.Launcher;
import org.podium.pipeline.run.RunFolder;

class TrainStageTest {
    @TempDir
    private Path root;

    private static final Launcher NONE = (file, settings) -> {
        throw new IOException("nothing is to be launched");
    };

    private TrainStage stage() throws IOException {
        return stage("""
                task: image-classification
                metric: accuracy
                train: {csv: train.csv, image: image, label: label}
                test: {csv: test.csv, image: image}
                """, """
                defaults: {network: resnet10, weights: '%s'}
                models: [{name: one}, {name: two}]
                """.formatted(root.resolve("pretrained.pth")));
    }

    private TrainStage stage(String described, String written) throws IOException {
        Competition competition =
                CompetitionFile.read(Files.writeString(root.resolve("competition.yaml"), described), List.of());
        Path recipe = Files.writeString(root.resolve("recipe.yaml"), written);
        RunConfig config = new RunConfig(root.toString(), competition, RecipeFile.read(recipe, List.of()));
        return new TrainStage(config, new RunFolder(root.resolve("run")), NONE, List.of("cpu"));
    }

    /** Large files are not read for every model and fold. */
    @Test
    void aFileIsHashedOnce() throws IOException {
        Path weights = Files.writeString(root.resolve("pretrained.pth"), "some weights");
        TrainStage stage = stage();
        Map<String, String> outside = stage.outside();
        assertThat(outside.values()).containsExactly(Hashes.of(weights));
        Files.delete(weights);
        assertThat(stage.outside()).isEqualTo(outside);
    }

    /** Metrics of the foreground choose another epoch with another background. */
    @Test
    void masksAreTrainedAgainWithAnotherBackground() throws IOException {
        Files.createDirectories(root.resolve("run"));
        List<String> settings = new ArrayList<>();
        for (String background : List.of("road", "sky")) {
            TrainStage stage = stage("""
                    task: semantic-segmentation
                    metric: foreground-iou
                    classes: [{name: sky, value: 0}, {name: road, value: 1}]
                    background: %s
                    train: {folder: train, masks: masks}
                    test: {folder: test}
                    submission: {kind: masks}
                    """.formatted(background), "models: [{network: unet-resnet10}]\n");
            settings.add(stage.settings());
        }
        assertThat(settings).doesNotHaveDuplicates();
    }
}

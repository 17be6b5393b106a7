package org.podium.pipeline.competition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForegroundTest {
    @TempDir
    private Path folder;

    private static final String RECIPE = """
            models:
              - network: unet-resnet10
                augment:
                  - random-foreground-crop: {size: 64, background: none}
                  - sometimes: {transform: {random-foreground-crop: {size: 64, background: none}}}
                  - one-of:
                      transforms:
                        - sequence: {transforms: [{random-foreground-crop: {size: 64, background: none}}]}
                        - some-of: {n: 1, transforms: [{random-foreground-crop: {size: 64, background: none}}]}
                      weights: [1, 3]
                  - random-foreground-crop: {size: 32, background: 0}
            """;

    private Recipe recipe(String text) throws IOException {
        return RecipeFile.read(Files.writeString(folder.resolve("recipe.yaml"), text), List.of());
    }

    private Competition competition(String background) throws IOException {
        return new DataFiles(folder).segmentation("""
                classes: [{name: car, value: 1}, {name: road, value: 2}, {name: ground, value: 0}]
                train: {folder: train, masks: masks}
                test: {folder: test}
                submission: {kind: masks}
                """ + background);
    }

    @Test
    void everyCropHasTheCompetitionsBackgroundUnlessItHasItsOwn() throws IOException {
        Recipe told = Foreground.of(recipe(RECIPE), competition("background: ground\n"));
        assertThat(told).isEqualTo(recipe(RECIPE.replace("background: none", "background: 2")));
    }

    @Test
    void withoutABackgroundEveryClassIsForeground() throws IOException {
        assertThat(Foreground.of(recipe(RECIPE), competition(""))).isEqualTo(recipe(RECIPE));
    }
}

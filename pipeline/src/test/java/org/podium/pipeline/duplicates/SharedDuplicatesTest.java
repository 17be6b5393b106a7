package org.podium.pipeline.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.pipeline.SharedData;
import org.podium.pipeline.image.ImageLook;

/** On real images: what is planted is found, and nothing is found that is not there. */
class SharedDuplicatesTest {
    /** The one pair in the test images of cifar10-jpeg: one deer, looking both ways. */
    private static final String DEER = "mirrored deer/0064.jpg deer/0098.jpg";

    @TempDir
    private Path folder;

    private static List<Path> files(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.toString().toLowerCase(Locale.ROOT).matches(".*\\.(jpe?g|png|gif)"))
                    .filter(file -> !file.getParent().toString().endsWith("annot"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Sample> samples(Path root) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (Path file : files(root)) {
            String id = root.relativize(file).toString().replace('\\', '/');
            samples.add(Sample.of(id, Part.TRAIN, ImageLook.read(file)));
        }
        assertThat(samples).isNotEmpty();
        return samples;
    }

    @Test
    void thirtyPlantedInCifar() throws IOException {
        Path root = SharedData.folder("cifar10-jpeg").resolve("test");
        List<Sample> samples = samples(root);
        Pictures pictures = new Pictures(folder);
        Set<String> expected = new TreeSet<>(Set.of(DEER));
        for (int i = 0; i < 30; i++) {
            String original = samples.get(33 * i + 7).id();
            BufferedImage image = Pictures.read(root.resolve(original));
            // Behind all others in the order of texts.
            String copy = "z" + i;
            switch (i % 3) {
                case 0 -> samples.add(pictures.jpeg(copy, image, 0.5 + 0.01 * i));
                case 1 -> samples.add(pictures.jpeg(copy, Pictures.resized(image, i % 2 == 0 ? 0.9 : 1.1), 0.9));
                default -> samples.add(pictures.jpeg(copy, Pictures.mirrored(image), 0.75));
            }
            expected.add((i % 3 == 2 ? "mirrored " : "near ") + original + " " + copy);
        }
        assertThat(DuplicateFinderTest.named(DuplicateFinder.find(samples), samples))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"cifar10-jpeg/test", "hymenoptera", "imagenet-sample", "leaf-classification/images", "camvid/CamVid"})
    void cleanSetsRaiseNoAlarm(String set) throws IOException {
        int slash = set.indexOf('/');
        Path root = slash < 0
                ? SharedData.folder(set)
                : SharedData.folder(set.substring(0, slash)).resolve(set.substring(slash + 1));
        List<Sample> samples = samples(root);
        // CamVid is a film: here the camera waits at a red light.
        Set<String> known =
                switch (set) {
                    case "cifar10-jpeg/test" -> Set.of(DEER);
                    case "camvid/CamVid" ->
                        Set.of(
                                "near test/Seq05VD_f01920.png test/Seq05VD_f02340.png",
                                "near test/Seq05VD_f01920.png test/Seq05VD_f02760.png",
                                "near test/Seq05VD_f02340.png test/Seq05VD_f02760.png");
                    default -> Set.of();
                };
        Duplicates duplicates = DuplicateFinder.find(samples);
        assertThat(DuplicateFinderTest.named(duplicates, samples)).isEqualTo(known);
        assertThat(duplicates.doubtful()).isEmpty();
    }
}

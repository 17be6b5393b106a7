package org.podium.pipeline.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.competition.WeightsReference;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.network.Networks;
import org.podium.pipeline.run.Hashes;

/** What is listed, and that it is listed properly. */
class RegistryTest {
    private static final Registry REGISTRY = Registry.ofPodium();

    @Test
    void everyEntryCanBeReferredToAndFetched() {
        assertThat(REGISTRY.names()).doesNotHaveDuplicates().allSatisfy(name -> assertThat(WeightsReference.of(name))
                .isEqualTo(new WeightsReference.Named(name)));
        assertThat(REGISTRY.entries()).extracting(WeightsEntry::file).doesNotHaveDuplicates();
        assertThat(REGISTRY.entries()).allSatisfy(entry -> {
            String source = entry.name().substring(0, entry.name().indexOf('/'));
            assertThat(entry.file()).startsWith(source + "/");
            assertThat(entry.bundled()).isEqualTo(source.equals("podium"));
            entry.url().ifPresent(url -> assertThat(url).hasScheme("https"));
            assertThat(entry.licence()).isNotBlank();
            assertThat(entry.mean()).hasSize(3);
            assertThat(entry.sd()).hasSize(3);
            assertThat(entry.size()).isPositive();
            assertThat(Networks.names()).contains(entry.network());
        });
    }

    /** Those of the tests, and podium's own. */
    @Test
    void whatComesWithPodiumIsWhatItsListSays(@TempDir Path cache) throws Exception {
        for (Registry registry : List.of(Registry.of("listed.json"), REGISTRY)) {
            Map<String, String> offline = Map.of("PODIUM_OFFLINE", "1");
            WeightStore store = new WeightStore(registry, offline, cache, Download.Patience.DEFAULTS);
            for (WeightsEntry entry : registry.entries()) {
                if (entry.bundled()) {
                    Path file = store.fetch(WeightsReference.of(entry.name()), new Heard());
                    assertThat(entry.checksum().orElseThrow().digits()).isEqualTo(Hashes.of(file));
                }
            }
        }
    }

    /** The size of a file in fp32 follows from its network, for all but the compressed ones. */
    @Test
    void filesHaveTheSizeOfTheirNetworks() {
        assertThat(REGISTRY.entries())
                .filteredOn(entry -> entry.name().matches("(torchvision|timm)/.*"))
                .isNotEmpty()
                .allSatisfy(entry -> {
                    long numbers = Networks.named(entry.network(), entry.width(), 1000).shapes().values().stream()
                            .mapToLong(shape -> Arrays.stream(shape).reduce(1, (a, b) -> a * b))
                            .sum();
                    assertThat(entry.megabytes()).isBetween(4e-6 * numbers - 0.6, 4e-6 * numbers * 1.01);
                });
    }

    /** torchvision puts the first digits of the hash into the name; a slip would show here. */
    @Test
    void torchvisionsHashesAreThoseInTheNames() {
        assertThat(REGISTRY.entries())
                .filteredOn(entry -> entry.name().startsWith("torchvision/"))
                .hasSize(8)
                .allSatisfy(entry -> assertThat(entry.url().orElseThrow().toString())
                        .endsWith(entry.network() + "-"
                                + entry.checksum().orElseThrow().digits() + ".pth"));
    }

    @Test
    void nearNamesAreOffered() {
        assertThatThrownBy(() -> REGISTRY.named("torchvision/resnet81"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("did you mean 'torchvision/resnet18'?");
        assertThatThrownBy(() -> REGISTRY.named("djl/vgg"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("there are djl/resnet18, djl/resnet50");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "md5:12345678", "sha256:1234567", "sha256:ABCDEF01", "sha256:xyzxyzxy"})
    void whatIsNoHash(String text) {
        assertThatThrownBy(() -> Checksum.of(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

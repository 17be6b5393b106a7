package org.podium.pipeline.competition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a text in a recipe stands for. */
class WeightsReferenceTest {
    private static final String HASH = "0123456789abcdef".repeat(4);
    private static final Path FOLDER = Path.of("/competitions/leaves");

    @ParameterizedTest
    @ValueSource(
            strings = {"torchvision/resnet18", "timm/resnet18.a1_in1k", "djl/resnet50", "podium/resnet10", "timm/x/y"})
    void namesStayWhatTheyAre(String name) {
        WeightsReference reference = WeightsReference.of(name);
        assertThat(reference).isEqualTo(new WeightsReference.Named(name));
        assertThat(reference.from(FOLDER).text()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.safetensors", "weights/a.pth", "./timm/a.pth", "../x.pt", "torchvision", "Timm/a"})
    void theRestIsAFileBesideTheRecipe(String path) {
        WeightsReference reference = WeightsReference.of(path);
        assertThat(reference).isInstanceOf(WeightsReference.LocalFile.class);
        assertThat(reference.from(FOLDER).text())
                .isEqualTo(FOLDER.resolve(path).normalize().toString());
        assertThat(WeightsReference.of(reference.from(FOLDER).text())).isEqualTo(reference.from(FOLDER));
    }

    @Test
    void aUrlHasItsHash() {
        String text = "https://host.org/a/b.pth?download=true#sha256=" + HASH;
        WeightsReference reference = WeightsReference.of(text.replace("abc", "ABC"));
        assertThat(reference.from(FOLDER).text()).isEqualTo(text);
        assertThat(WeightsReference.of(reference.text())).isEqualTo(reference);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://host.org/a.pth", "https://host.org/a.pth#sha256=12", "HTTP://host.org/a.pth#v2"})
    void aUrlWithoutHashIsRefusedWithTheLineToWrite(String text) {
        assertThatThrownBy(() -> WeightsReference.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text.replaceAll("#.*", "") + "#sha256=<64 hexadecimal digits>")
                .hasMessageContaining("podium weights fetch " + text.replaceAll("#.*", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://host.org/", "https://host.org", "https:///a.pth", "https://ho st/a.pth"})
    void aUrlNamesAFile(String location) {
        assertThatThrownBy(() -> WeightsReference.of(location + "#sha256=" + HASH))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(location);
    }
}

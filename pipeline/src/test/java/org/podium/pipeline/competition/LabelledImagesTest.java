package org.podium.pipeline.competition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.error.UserError;

/** Which class a folder or a cell of a table stands for. */
class LabelledImagesTest {
    @TempDir
    private Path folder;

    private void images(String... names) throws IOException {
        for (String name : names) {
            Path image = folder.resolve(name);
            Files.createDirectories(image.getParent());
            Files.writeString(image, "never read");
        }
    }

    private LabelledImages read(Optional<Path> classes, int outputs) throws IOException {
        return LabelledImages.read(
                folder,
                new LabelledImages.Layout(Optional.empty(), Optional.empty(), Optional.empty(), classes),
                outputs);
    }

    @Test
    void foldersOfNumbersAreIndicesAsInATable() throws IOException {
        images("0/a.png", "1/a.png", "2/a.png", "9/a.png", "10/a.png", "11/a.png");
        LabelledImages read = read(Optional.empty(), 12);
        assertThat(read.names()).containsExactly("0/a.png", "1/a.png", "10/a.png", "11/a.png", "2/a.png", "9/a.png");
        assertThat(read.classes()).containsExactly(0, 1, 10, 11, 2, 9);
    }

    @Test
    void aFolderOfANumberBeyondTheOutputsIsNamed() throws IOException {
        images("1/a.png", "2/a.png", "3/a.png");
        assertThatThrownBy(() -> read(Optional.empty(), 3))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("3/a.png") + ": class 3, but the network's 3 classes are 0 to 2");
    }

    @Test
    void oneFolderThatIsNoNumberMakesAllOfThemNames() throws IOException {
        images("10/a.png", "2/a.png", "cat/a.png");
        assertThat(read(Optional.empty(), 3).classes()).containsExactly(0, 1, 2);
    }

    @Test
    void namesOfClassesComeBeforeNumbers() throws IOException {
        images("0/a.png", "7/a.png");
        Path classes = Files.write(folder.resolve("classes.txt"), List.of("7", "0"));
        assertThat(read(Optional.of(classes), 2).classes()).containsExactly(1, 0);
    }
}

package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What {@code podium export} leaves is for others to load. */
@ExtendWith(FinishedRun.Resolver.class)
class ExportCommandTest {
    @TempDir
    private Path temporary;

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void everyFoldsNetworkIsLoadedByDjlAlone(FinishedRun finished) throws Exception {
        Path run = finished.copy(temporary, "exported");
        Cli.Result result = Cli.call("export", run);
        assertThat(result.status()).as(result.err()).isZero();
        Path out = run.resolve("export");
        assertThat(names(out)).containsExactly("one-fold-0.pt", "one-fold-1.pt", "two-fold-0.pt", "two-fold-1.pt");
        assertThat(result.out().lines()).contains(out.resolve("one-fold-0.pt").toString());

        JsonNode classes = new ObjectMapper()
                .readTree(run.resolve("rows/inventory.json").toFile())
                .get("classes");
        JsonNode about = about(out.resolve("two-fold-1.pt"));
        assertThat(about.get("classes")).isEqualTo(classes);
        assertThat(about.get("view").get(0).get("resize").get("size").asInt()).isEqualTo(32);
        int size = about.get("size").asInt();
        try (Model model = Model.newInstance("exported", Device.cpu(), "PyTorch");
                NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
            model.load(out, "two-fold-1.pt");
            try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator())) {
                NDArray images = manager.ones(new Shape(2, size, size, 3), DataType.UINT8);
                NDArray probabilities = predictor.predict(new NDList(images)).singletonOrThrow();
                assertThat(probabilities.getShape().getShape()).containsExactly(2, classes.size());
                assertThat(probabilities.sum(new int[] {1}).toFloatArray())
                        .containsExactly(new float[] {1, 1}, within(1e-6f));
            }
        }
    }

    static JsonNode about(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile());
                InputStream in = zip.getInputStream(zip.getEntry("program/extra/podium.json"))) {
            return new ObjectMapper().readTree(in);
        }
    }

    @Test
    void filesGoWhereTheyAreWanted(FinishedRun finished) throws Exception {
        Path out = temporary.resolve("elsewhere");
        assertThat(Cli.call("export", finished.run(), "--out", out).status()).isZero();
        assertThat(names(out)).hasSize(4);
        assertThat(finished.run().resolve("export")).doesNotExist();
    }

    @Test
    void aFolderThatIsNoFinishedRunIsAMistake(FinishedRun finished) throws Exception {
        Cli.Result none = Cli.call("export", temporary);
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).startsWith("podium: ").contains("is not the folder of a finished run");

        Path run = finished.copy(temporary, "torn");
        Files.delete(run.resolve(FinishedRun.weights("two", 1)));
        Cli.Result torn = Cli.call("export", run);
        assertThat(torn.status()).isEqualTo(2);
        assertThat(torn.err()).contains("there is no").contains("two/fold-1");
        assertThat(run.resolve("export")).doesNotExist();
    }
}

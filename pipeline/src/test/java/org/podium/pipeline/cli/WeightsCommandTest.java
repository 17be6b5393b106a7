package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.podium.pipeline.network.Tensor;
import org.podium.pipeline.run.Hashes;
import org.podium.pipeline.weights.Safetensors;

/** {@code podium weights}, and a run that starts from what it fetched. */
class WeightsCommandTest {
    @TempDir
    private Path folder;

    private final Map<String, String> surroundings = new HashMap<>();

    @BeforeEach
    void ownCache() {
        surroundings.put("PODIUM_CACHE", folder.resolve("cache").toString());
    }

    @Test
    void listsWhatThereIs() throws Exception {
        Cli.Result result = Cli.runIn(surroundings, "weights", "list");
        assertThat(result.status()).isZero();
        assertThat(result.lines("torchvision/resnet18"))
                .containsExactly("torchvision/resnet18       resnet18     46.8  BSD-3-Clause   ");
        assertThat(result.out()).endsWith("kept in " + folder.resolve("cache/weights") + "\n");
        List<String> names =
                result.out().lines().map(line -> line.split(" ")[0]).toList();
        assertThat(names.stream().filter(name -> name.startsWith("podium/")))
                .isEqualTo(names.stream()
                        .skip(1)
                        .takeWhile(name -> name.startsWith("podium/"))
                        .toList());
    }

    @Test
    void anAsteriskMarksWhatIsHere() throws Exception {
        Path place = folder.resolve("cache/weights/torchvision/resnet18-f37072fd.pth");
        Files.createDirectories(place.getParent());
        Files.writeString(place, "put there by hand");
        Cli.Result result = Cli.runIn(surroundings, "weights", "list");
        assertThat(result.lines("torchvision/resnet18"))
                .containsExactly("torchvision/resnet18       resnet18     46.8  BSD-3-Clause   *");
        assertThat(result.lines("torchvision/resnet34").get(0)).doesNotContain("*");
    }

    @Test
    void inspectsByName() throws Exception {
        surroundings.put("PODIUM_OFFLINE", "1");
        assertThat(Cli.runIn(surroundings, "weights", "inspect", "torchvision/resnet18"))
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "podium: torchvision/resnet18 is not on this machine;"
                                + " podium weights fetch torchvision/resnet18\n"));
        Path place = folder.resolve("cache/weights/torchvision/resnet18-f37072fd.pth");
        Files.createDirectories(place.getParent());
        TinyWeights.write(place, 7);
        assertThat(Cli.runIn(surroundings, "weights", "inspect", "torchvision/resnet18")
                        .lines("network"))
                .containsExactly("network   resnet10, width 0.125, 7 classes");
    }

    @Test
    void namesOutOfAFileDoNothingToATerminal() throws Exception {
        Path file = folder.resolve("hostile.safetensors");
        Safetensors.write(file, Map.of("a\u001b[2J\nsha256    0000", Tensor.filled(1, 2)));
        Cli.Result result = Cli.call("weights", "inspect", file);
        assertThat(result.out()).startsWith("a?[2J?sha256    0000 ").doesNotContain("\u001b");
        assertThat(result.lines("sha256")).containsExactly("sha256    " + Hashes.of(file));
    }

    @Test
    void aFolderIsToldToBeOne() {
        Path root = Path.of("/").toAbsolutePath();
        assertThat(Cli.call("weights", "inspect", root).err())
                .isEqualTo("podium: " + root + " is a folder, not a file\n");
        assertThat(Cli.call("weights", "fetch", root).err())
                .endsWith("podium: weights: " + root + " is a folder, not a file\n");
        assertThat(Cli.call("weights", "fetch", folder).err())
                .endsWith("podium: weights: " + folder + " is a folder, not a file\n");
    }

    @Test
    void inspectsAFile() throws Exception {
        Path file = TinyWeights.write(folder.resolve("tiny.safetensors"), 7);
        Cli.Result result = Cli.call("weights", "inspect", file);
        assertThat(result.err()).isEmpty();
        assertThat(result.lines("fc.weight").get(0)).matches("fc\\.weight +F32 +\\[7, 64\\]");
        assertThat(result.lines("format")).containsExactly("format    safetensors");
        assertThat(result.lines("network")).containsExactly("network   resnet10, width 0.125, 7 classes");
        assertThat(result.lines("sha256")).containsExactly("sha256    " + Hashes.of(file));
        long numbers = TinyWeights.drawn(7).values().stream()
                .mapToLong(t -> t.values().length)
                .sum();
        assertThat(result.lines("tensors"))
                .containsExactly("tensors   " + TinyWeights.drawn(7).size() + " of " + numbers + " numbers");
    }

    @Test
    void whatIsNotThereIsToldInOneLine() throws Exception {
        surroundings.put("PODIUM_OFFLINE", "1");
        Path place = folder.resolve("cache/weights/torchvision/resnet18-f37072fd.pth");
        String away = "podium: weights torchvision/resnet18: PODIUM_OFFLINE is set; fetch"
                + " https://download.pytorch.org/models/resnet18-f37072fd.pth by other means and put the file at "
                + place
                + ", where it is verified and used\n";
        assertThat(Cli.runIn(surroundings, "weights", "fetch", "torchvision/resnet18"))
                .isEqualTo(new Cli.Result(2, "", away));
        assertThat(Cli.call("weights", "inspect", "none.pth").err())
                .isEqualTo("podium: none.pth: there is no such file\n");
        assertThat(Cli.call("weights", "inspect", "https://host.org/a.pth").err())
                .startsWith("podium: 'https://host.org/a.pth' does not tell what the file has to be");
        assertThat(Cli.call("weights", "fetch", "djl/resnet").err())
                .startsWith("podium: there are no weights named 'djl/resnet'; did you mean 'djl/resnet18'?");

        TinyCompetition competition = TinyCompetition.in(folder.resolve("tiny"));
        assertThat(Cli.runIn(
                        surroundings,
                        "run",
                        competition.folder(),
                        "--runs",
                        folder.resolve("runs"),
                        "--set",
                        "defaults.weights=torchvision/resnet18"))
                .isEqualTo(new Cli.Result(2, "", away));
        assertThat(folder.resolve("runs")).doesNotExist();
    }

    @Test
    void aRunStartsFromWhatWasFetched() throws Exception {
        Path file = TinyWeights.write(folder.resolve("pretrained.safetensors"), 1000);
        byte[] content = Files.readAllBytes(file);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, content.length);
                exchange.getResponseBody().write(content);
            }
        });
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort() + "/net.safetensors";
        String reference = url + "#sha256=" + Hashes.of(file);
        try {
            Cli.Result fetched = Cli.runIn(surroundings, "weights", "fetch", url);
            assertThat(fetched.status()).isZero();
            assertThat(Path.of(fetched.out().strip())).hasBinaryContent(content);
            assertThat(fetched.err()).contains("\nweights: " + reference + "\n");
        } finally {
            server.stop(0);
        }
        surroundings.put("PODIUM_OFFLINE", "1");
        TinyCompetition competition = TinyCompetition.in(folder.resolve("tiny"));
        competition.file("one.yaml", TinyCompetition.RECIPE.replaceAll(".*name: two.*\n", ""));
        Cli.Result ran = Cli.runIn(
                surroundings,
                "run",
                competition.folder(),
                "--recipe",
                "one.yaml",
                "--runs",
                folder.resolve("runs"),
                "--name",
                "a",
                "--set",
                "defaults.weights=" + reference);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        try (Stream<Path> configs = Files.walk(folder.resolve("runs"))) {
            Path config = configs.filter(path -> path.endsWith("config.yaml"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(config)).contains(reference).doesNotContain("cache");
            assertThat(Files.readString(config.resolveSibling("manifest.json")))
                    .contains("\"" + reference + "\" : \"" + Hashes.of(file) + "\"");
        }
    }
}

package org.podium.pipeline.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.competition.WeightsReference;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Hashes;

/** Everything that can happen between a name and a verified file. */
class WeightStoreTest {
    private static final Download.Patience SHORT =
            new Download.Patience(Duration.ofSeconds(5), Duration.ofMillis(400), 3, Duration.ofMillis(1));
    private static final WeightsReference FULL = new WeightsReference.Named("torchvision/full");
    private static final WeightsReference UNPUBLISHED = new WeightsReference.Named("timm/unpublished");

    @TempDir
    private Path cache;

    private FileServer server;
    private final Map<String, String> environment = new HashMap<>();
    private final Heard heard = new Heard();

    @BeforeEach
    void start() throws IOException {
        server = new FileServer();
        environment.put("PODIUM_WEIGHTS_MIRROR", server.address());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private WeightStore store() {
        return new WeightStore(Registry.of("listed.json"), environment, cache, SHORT);
    }

    private Path fetch(WeightsReference reference) throws IOException, InterruptedException {
        return store().fetch(reference, heard);
    }

    private Path partial() throws IOException {
        Path partial = cache.resolve("weights/torchvision/.full.pth.partial");
        Files.createDirectories(partial.getParent());
        return partial;
    }

    private void assertWhole(Path file) throws IOException {
        assertThat(Files.readAllBytes(file)).isEqualTo(FileServer.CONTENT);
        assertThat(cache.resolve("weights/torchvision"))
                .isDirectoryNotContaining(path -> path.getFileName().toString().contains(".partial"));
    }

    @Test
    void aFileIsFetchedOnceAndVerifiedEachTime() throws Exception {
        assertThat(store().local(FULL)).isEmpty();
        Path file = fetch(FULL);
        assertThat(file).isEqualTo(cache.resolve("weights/torchvision/full.pth"));
        assertWhole(file);
        assertThat(fetch(FULL)).isEqualTo(file);
        assertThat(store().local(FULL)).contains(file);
        assertThat(server.asked()).containsExactly(new FileServer.Asked("/torchvision/full.pth", "", ""));
        assertThat(heard.events()).last().isEqualTo(new Event.Progress(300_000, 300_000, "0.3 of 0.3 MB", true));

        Files.writeString(file, "another");
        assertThatThrownBy(() -> fetch(FULL))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(file + ": this file is not torchvision/full")
                .hasMessageContaining("remove it");
        assertThat(file).hasContent("another");
    }

    @Test
    void whatIsCutGoesOnWhereItStopped() throws Exception {
        server.then(server.cutAfter(100_000));
        assertWhole(fetch(FULL));
        assertThat(server.asked()).hasSize(2);
        FileServer.Asked second = server.asked().get(1);
        assertThat(second.ifRange()).isEqualTo("\"one\"");
        // What the socket had not handed over when it broke is asked for again.
        assertThat(second.range()).matches("bytes=[1-9]\\d*-");
    }

    @Test
    void aLaterProcessGoesOnToo() throws Exception {
        Files.write(partial(), Arrays.copyOf(FileServer.CONTENT, 120_000));
        Files.writeString(partial().resolveSibling(".full.pth.partial.etag"), "\"one\"");
        assertWhole(fetch(FULL));
        assertThat(server.asked())
                .containsExactly(new FileServer.Asked("/torchvision/full.pth", "bytes=120000-", "\"one\""));
    }

    @Test
    void aFileThatHasChangedMeanwhileIsFetchedWhole() throws Exception {
        Files.write(partial(), new byte[120_000]);
        Files.writeString(partial().resolveSibling(".full.pth.partial.etag"), "\"zero\"");
        assertWhole(fetch(FULL));
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aPartOfAnotherFileIsThrownAwayOnce() throws Exception {
        // No tag tells them apart, only the hash in the end.
        Files.write(partial(), new byte[120_000]);
        assertWhole(fetch(FULL));
        assertThat(server.asked()).extracting(FileServer.Asked::range).containsExactly("bytes=120000-", "");
    }

    @Test
    void aPartThatNothingCouldVerifyIsNotContinued() throws Exception {
        Path place = cache.resolve("weights/timm/.unpublished.safetensors.partial");
        Files.createDirectories(place.getParent());
        Files.write(place, new byte[120_000]);
        assertThat(fetch(UNPUBLISHED)).hasBinaryContent(FileServer.CONTENT);
        assertThat(server.asked()).extracting(FileServer.Asked::range).containsExactly("");
    }

    @Test
    void aServerWithoutRangesBeginsAnew() throws Exception {
        server.then(server.cutAfter(200_000)).then(server::wholly);
        assertWhole(fetch(FULL));
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void aPartThatIsWholeIsTaken() throws Exception {
        Files.write(partial(), FileServer.CONTENT);
        assertWhole(fetch(FULL));
        assertThat(server.asked()).extracting(FileServer.Asked::range).containsExactly("bytes=300000-");
    }

    @Test
    void aPartThatIsTooLongIsThrownAway() throws Exception {
        Files.write(partial(), new byte[400_000]);
        assertWhole(fetch(FULL));
        assertThat(server.asked()).extracting(FileServer.Asked::range).containsExactly("bytes=400000-", "");
    }

    @Test
    void aWrongRangeIsThrownAway() throws Exception {
        Files.write(partial(), Arrays.copyOf(FileServer.CONTENT, 1000));
        server.then(exchange -> {
            exchange.getResponseHeaders().add("Content-Range", "bytes 5-299999/300000");
            exchange.sendResponseHeaders(206, 1);
            exchange.getResponseBody().write(0);
        });
        assertWhole(fetch(FULL));
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void aStallEndsAndIsTriedAgain() throws Exception {
        server.then(server.stallAfter(150_000));
        long start = System.nanoTime();
        assertWhole(fetch(FULL));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(SHORT.stall(), Duration.ofSeconds(20));
        assertThat(server.asked()).hasSize(2);
    }

    @Test
    void aServerThatNeverAnswersIsGivenUp() throws Exception {
        server.then(server.stallAfter(0)).then(server.stallAfter(0)).then(server.stallAfter(0));
        assertThatThrownBy(() -> fetch(FULL))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no bytes came for 0.400 s (tried 3 times)");
    }

    @Test
    void aFileThatIsAlwaysCutIsGivenUpOnceNothingNewComes() throws Exception {
        environment.put("PODIUM_WEIGHTS_MIRROR", server.address() + "/copy/");
        server.tag(null);
        for (int i = 0; i < 10; i++) {
            server.then(server.cutAfter(50_000));
        }
        assertThatThrownBy(() -> fetch(FULL))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("weights torchvision/full: the connection broke off")
                .hasMessageContaining(
                        "(tried 3 times); fetch " + server.address() + "/copy/torchvision/full.pth by other"
                                + " means and put the file at " + cache.resolve("weights/torchvision/full.pth")
                                + ", where it is verified and used");
        assertThat(server.asked().size()).isBetween(3, 6);
    }

    @Test
    void aBusyServerIsAskedAgain() throws Exception {
        server.then(FileServer.status(503)).then(FileServer.status(429));
        assertWhole(fetch(FULL));
        assertThat(server.asked()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 410})
    void aRefusalIsToldAtOnce(int status) {
        server.then(FileServer.status(status));
        assertThatThrownBy(() -> fetch(FULL))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("weights torchvision/full: HTTP " + status + " from localhost")
                .hasMessageContaining("put the file at " + cache.resolve("weights/torchvision/full.pth"));
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aWrongFileIsRefusedAndNotKept() throws Exception {
        WeightsReference wrong = new WeightsReference.Named("torchvision/wrong");
        assertThatThrownBy(() -> fetch(wrong))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(
                        "what came is another file: its sha256 " + Hashes.hex(digest()) + ", expected 00000000");
        assertThat(store().local(wrong)).isEmpty();
        assertThat(cache.resolve("weights/torchvision/.wrong.pth.partial")).doesNotExist();
        assertThat(server.asked()).hasSize(1);
    }

    private static java.security.MessageDigest digest() {
        java.security.MessageDigest digest = Hashes.sha256();
        digest.update(FileServer.CONTENT);
        return digest;
    }

    @Test
    void djlsSha1IsVerified() throws Exception {
        assertThat(fetch(new WeightsReference.Named("djl/full"))).hasBinaryContent(FileServer.CONTENT);
    }

    @Test
    void redirectionsAreFollowed() throws Exception {
        server.then(FileServer.redirect(server.address() + "/elsewhere"));
        assertWhole(fetch(FULL));
        assertThat(server.asked()).extracting(FileServer.Asked::path).endsWith("/elsewhere");
    }

    @Test
    void aCircleOfRedirectionsEnds() {
        for (int i = 0; i < 20; i++) {
            server.then(FileServer.redirect(server.address() + "/again"));
        }
        assertThatThrownBy(() -> fetch(FULL)).isInstanceOf(UserError.class).hasMessageContaining("HTTP 302");
    }

    @Test
    void anUnpublishedHashIsTheOneTheHubNames() throws Exception {
        server.then(
                FileServer.redirect(server.address() + "/lfs", "X-Linked-ETag", "\"" + Hashes.hex(digest()) + "\""));
        Path file = fetch(UNPUBLISHED);
        assertThat(heard.lines()).isEmpty();
        assertThat(file.resolveSibling("unpublished.safetensors.sha256"))
                .hasContent(Hashes.hex(digest()) + "  unpublished.safetensors\n");
    }

    @Test
    void aHashThatTheHubNamesIsHeldAgainstTheFile() {
        server.then(FileServer.redirect(server.address() + "/lfs", "X-Linked-ETag", "\"" + "ab".repeat(32) + "\""));
        assertThatThrownBy(() -> fetch(UNPUBLISHED))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("expected " + "ab".repeat(32));
        assertThat(store().local(UNPUBLISHED)).isEmpty();
    }

    @Test
    void aHashThatNobodyNamesIsRememberedAndHasToStay() throws Exception {
        Path file = fetch(UNPUBLISHED);
        assertThat(heard.lines())
                .containsExactly("weights   timm/unpublished: its hash is not published; trusted on first use, and"
                        + " remembered: sha256 " + Hashes.hex(digest()));
        fetch(UNPUBLISHED);
        assertThat(heard.lines()).hasSize(1);
        Files.writeString(file, "another");
        assertThatThrownBy(() -> fetch(UNPUBLISHED))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("remove it");
    }

    @Test
    void aUrlIsKeptByItsHash() throws Exception {
        String url = server.address() + "/some/where/my%20net.pth?x=1";
        WeightsReference reference = WeightsReference.of(url + "#sha256=" + Hashes.hex(digest()));
        Path file = fetch(reference);
        assertThat(file)
                .isEqualTo(cache.resolve("weights/url/" + Hashes.hex(digest()).substring(0, 16) + "/my_net.pth"))
                .hasBinaryContent(FileServer.CONTENT);
        fetch(reference);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void aUrlWithoutHashIsFetchedToShowIt() throws Exception {
        URI url = URI.create(server.address() + "/net.pth");
        WeightsReference.Url reference = store().fetchUnverified(url, heard);
        assertThat(reference).isEqualTo(new WeightsReference.Url(url, Hashes.hex(digest())));
        assertThat(fetch(reference)).hasBinaryContent(FileServer.CONTENT);
        assertThat(server.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "true"})
    void offlineTheServerSeesNothing(String on) throws Exception {
        environment.put("PODIUM_OFFLINE", on);
        Path place = cache.resolve("weights/torchvision/full.pth");
        assertThatThrownBy(() -> fetch(FULL))
                .isInstanceOf(UserError.class)
                .hasMessage("weights torchvision/full: PODIUM_OFFLINE is set; fetch " + server.address()
                        + "/torchvision/full.pth by other means and put the file at " + place
                        + ", where it is verified and used");
        assertThatThrownBy(() -> store().fetchUnverified(URI.create(server.address() + "/net.pth"), heard))
                .isInstanceOf(UserError.class);
        Files.createDirectories(place.getParent());
        Files.write(place, FileServer.CONTENT);
        assertThat(fetch(FULL)).isEqualTo(place);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void nobodyAtTheOtherEnd() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        environment.put("PODIUM_WEIGHTS_MIRROR", "http://localhost:" + free);
        assertThatThrownBy(() -> fetch(FULL))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("weights torchvision/full: localhost cannot be reached; fetch ");
    }

    @Test
    void aHostThatDoesNotExist() {
        environment.remove("PODIUM_WEIGHTS_MIRROR");
        assertThatThrownBy(() -> fetch(FULL))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("nowhere.invalid")
                .hasMessageContaining("put the file at");
    }

    @Test
    void whatComesWithPodiumNeedsNoNetwork() throws Exception {
        environment.put("PODIUM_OFFLINE", "1");
        WeightsReference small = new WeightsReference.Named("podium/small");
        Path file = fetch(small);
        assertThat(file)
                .isEqualTo(cache.resolve("weights/podium/small.bin"))
                .hasContent("weights that come with podium\n");
        Files.writeString(file, "those of another version");
        assertThat(fetch(small)).hasContent("weights that come with podium\n");
        assertThat(store().about(small).orElseThrow().mean()).containsExactly(0.5, 0.5, 0.5);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void aCacheThatCannotBeWritten() throws Exception {
        Files.writeString(cache.resolve("weights"), "a file where a folder is to be");
        assertThatThrownBy(() -> fetch(FULL))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("set PODIUM_CACHE to another folder");
    }

    @Test
    void aFolderThatTakesNoMoreFiles() throws Exception {
        Path folder = Files.createDirectories(cache.resolve("weights/torchvision"));
        Files.createDirectory(partial()); // as good as a full disk: it cannot be written to
        assertThatThrownBy(() -> fetch(FULL))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder.toString())
                .hasMessageContaining("cannot be written");
    }

    @Test
    void namesThatAreNearlyRight() {
        assertThatThrownBy(() -> fetch(WeightsReference.of("torchvision/ful")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no weights named 'torchvision/ful'; did you mean 'torchvision/full'?");
        assertThatThrownBy(() -> fetch(WeightsReference.of("/somewhere/torchvison/full")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("no file /somewhere/torchvison/full; did you mean 'torchvision/full'?");
        assertThatThrownBy(() -> fetch(WeightsReference.of("mine.pth")))
                .isInstanceOf(UserError.class)
                .hasMessage("weights: there is no file mine.pth");
    }

    @Test
    void twoThreadsFetchOnce() throws Exception {
        server.then(exchange -> {
            pauseUntilSomebodyWaits();
            server.properly(exchange);
        });
        List<CompletableFuture<Path>> both = List.of(inBackground(), inBackground());
        for (CompletableFuture<Path> one : both) {
            assertWhole(one.get(20, TimeUnit.SECONDS));
        }
        assertThat(server.asked()).hasSize(1);
        assertThat(heard.lines())
                .containsExactly("weights   torchvision/full is being fetched by another process; waiting for it");
    }

    private void pauseUntilSomebodyWaits() {
        for (int i = 0; heard.lines().isEmpty() && i < 30; i++) {
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
    }

    private CompletableFuture<Path> inBackground() {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return fetch(FULL);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** A process that holds the lock, and one that died with it. */
    @Test
    void anotherProcessIsWaitedForUntilItDies() throws Exception {
        Path place = cache.resolve("weights/torchvision/full.pth");
        Files.createDirectories(place.getParent());
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockHolder.class.getName(),
                        place.toString())
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("locked");
            CompletableFuture<Path> waiting = inBackground();
            for (int i = 0; heard.lines().isEmpty() && i < 200; i++) {
                Thread.sleep(50);
            }
            assertThat(heard.lines()).hasSize(1);
            assertThat(waiting).isNotDone();
            assertThat(server.asked()).isEmpty();
            other.destroyForcibly().waitFor();
            assertWhole(waiting.get(20, TimeUnit.SECONDS));
        } finally {
            other.destroyForcibly();
        }
    }
}

package org.podium.pipeline.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.EOFException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.pipeline.competition.WeightsReference;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Display;
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
        Path record = file.resolveSibling("unpublished.safetensors.sha256");
        assertThatThrownBy(() -> fetch(UNPUBLISHED))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + ": this file is not timm/unpublished: its sha256 ")
                .hasMessageContaining("kept in " + record + ": remove that to trust another")
                .hasMessageEndingWith("; remove it, and it is fetched again");

        Files.delete(file);
        server.then(FileServer.unmeasured("another".getBytes(StandardCharsets.US_ASCII)));
        assertThatThrownBy(() -> fetch(UNPUBLISHED))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("what came is another file: its sha256 ")
                .hasMessageContaining("kept in " + record + ": remove that to trust another");
        assertThat(fetch(UNPUBLISHED)).hasBinaryContent(FileServer.CONTENT);
        assertThat(heard.lines()).hasSize(1);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                arguments("a login page", "<html>Welcome to the hotel</html>".getBytes(StandardCharsets.US_ASCII)),
                arguments("nothing", new byte[0]),
                arguments("the beginning", Arrays.copyOf(FileServer.CONTENT, 123_456)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void onlyAFileOfWeightsIsTrustedOnFirstUse(String what, byte[] body) throws Exception {
        Path place = cache.resolve("weights/timm/unpublished.safetensors");
        server.then(FileServer.unmeasured(body));
        assertThatThrownBy(() -> fetch(UNPUBLISHED))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("weights timm/unpublished: what came is another file: ")
                .hasMessageContaining("put the file at " + place);
        assertThat(place.getParent())
                .isDirectoryNotContaining("glob:**unpublished.safetensors*{sha256,safetensors,partial}");

        Files.write(place, body);
        assertThatThrownBy(() -> fetch(UNPUBLISHED))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(place + ": ")
                .hasMessageContaining("remove it, and it is fetched again");
        Files.delete(place);
        assertThat(fetch(UNPUBLISHED)).hasBinaryContent(FileServer.CONTENT);

        server.then(FileServer.unmeasured(body));
        assertThatThrownBy(() -> store().fetchUnverified(URI.create(server.address() + "/net.pth"), heard))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("what came is another file: ");
    }

    /** Whoever looks in between would trust whatever is there. */
    @Test
    void aHashIsRememberedBeforeTheFileIsThere() throws Exception {
        Path place = cache.resolve("weights/timm/unpublished.safetensors");
        List<Boolean> there = new ArrayList<>();
        Display watching = new Display() {
            @Override
            public void line(String text) {
                assertThat(text).contains("and remembered");
                assertThat(place.resolveSibling("unpublished.safetensors.sha256"))
                        .exists();
                there.add(Files.exists(place));
            }

            @Override
            public Task task(String label) {
                return heard.task(label);
            }
        };
        store().fetch(UNPUBLISHED, watching);
        assertThat(there).containsExactly(false);
    }

    @Test
    @SuppressWarnings("try") // the lock is held, not used
    void aHashIsRememberedByWhoeverHoldsTheLock() throws Exception {
        Path place = cache.resolve("weights/timm/unpublished.safetensors");
        Files.createDirectories(place.getParent());
        Files.write(place, FileServer.CONTENT);
        CompletableFuture<Path> other;
        try (CacheLock lock = CacheLock.of(place, () -> {})) {
            other = inBackground(UNPUBLISHED);
            for (int i = 0; heard.lines().isEmpty() && i < 200; i++) {
                Thread.sleep(50);
            }
            assertThat(heard.lines())
                    .containsExactly("weights   timm/unpublished is being fetched by another process; waiting for it");
            assertThat(place.resolveSibling("unpublished.safetensors.sha256")).doesNotExist();
        }
        assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo(place);
        assertThat(heard.lines()).hasSize(2);
        assertThat(server.asked()).isEmpty();
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
        assertThat(store().local(small)).isEmpty();
        Path file = store().withoutNetwork(small, heard).orElseThrow();
        assertThat(store().withoutNetwork(FULL, heard)).isEmpty();
        assertThat(fetch(small)).isEqualTo(file);
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
        assertThatThrownBy(() -> fetch(WeightsReference.of("/")))
                .isInstanceOf(UserError.class)
                .hasMessage("weights: " + Path.of("/") + " is a folder, not a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not a url", "file:///tmp", "host/folder", "http:///folder", "ftp://host/folder"})
    void aMirrorThatIsNoneIsTold(String mirror) {
        environment.put("PODIUM_WEIGHTS_MIRROR", mirror);
        assertThatThrownBy(this::store)
                .isInstanceOf(UserError.class)
                .hasMessage("PODIUM_WEIGHTS_MIRROR is '" + mirror
                        + "', expected http://host/folder or https://host/folder");
    }

    // Proxies. The registry's addresses are https, which asks for a tunnel; a mirror's need not be.

    private void through(DeafProxy proxy, boolean tunnel) {
        environment.put("all_proxy", proxy.address());
        if (tunnel) {
            environment.remove("PODIUM_WEIGHTS_MIRROR");
        } else {
            environment.put("PODIUM_WEIGHTS_MIRROR", "HTTP://nowhere.invalid");
        }
    }

    private void assertTold(DeafProxy proxy, String problem, int asked) {
        assertThatThrownBy(() -> fetch(FULL))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("weights torchvision/full: " + problem + "; fetch ");
        assertThat(proxy.asked()).hasSize(asked);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProxyThatAsksForAPassword(boolean tunnel) throws Exception {
        try (DeafProxy proxy =
                new DeafProxy("HTTP/1.1 407 Proxy Authentication Required", "Proxy-Authenticate: Basic realm=\"x\"")) {
            through(proxy, tunnel);
            assertTold(proxy, proxy.name() + " asks for a password, which podium cannot give", 1);
            assertThat(proxy.asked().get(0)).startsWith(tunnel ? "CONNECT nowhere.invalid:443 " : "GET ");
        }
    }

    @Test
    void aProxyThatRefusesIsNamedAtOnce() throws Exception {
        try (DeafProxy proxy = new DeafProxy("HTTP/1.1 403 Forbidden")) {
            through(proxy, true);
            assertTold(proxy, "HTTP 403 from " + proxy.name() + ", asked for nowhere.invalid", 1);
            through(proxy, false);
            assertTold(proxy, "HTTP 403 from nowhere.invalid through " + proxy.name(), 2);
        }
    }

    @Test
    void aProxyThatIsBusyIsAskedAgain() throws Exception {
        try (DeafProxy proxy = new DeafProxy("HTTP/1.1 502 Bad Gateway")) {
            through(proxy, true);
            assertTold(proxy, "HTTP 502 from " + proxy.name() + ", asked for nowhere.invalid (tried 3 times)", 3);
            through(proxy, false);
            assertTold(proxy, "HTTP 502 from nowhere.invalid through " + proxy.name() + " (tried 3 times)", 6);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProxyThatHangsUp(boolean tunnel) throws Exception {
        try (DeafProxy proxy = new DeafProxy()) {
            through(proxy, tunnel);
            assertThatThrownBy(() -> fetch(FULL))
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith("weights torchvision/full: nowhere.invalid through " + proxy.name() + ": ")
                    .hasMessageContaining("(tried 3 times)")
                    .hasMessageNotContaining("null");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nobodyAtTheProxysEnd(boolean tunnel) throws Exception {
        DeafProxy proxy = new DeafProxy();
        proxy.close();
        through(proxy, tunnel);
        assertTold(proxy, proxy.name() + " cannot be reached", 0);
    }

    @Test
    void aProxyThatDoesNotExist() {
        environment.remove("PODIUM_WEIGHTS_MIRROR");
        environment.put("https_proxy", "http://proxy.invalid:3128");
        assertThatThrownBy(() -> fetch(FULL))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("weights torchvision/full: the proxy proxy.invalid:3128 cannot be ");
    }

    @Test
    void whatHasNoMessageIsCalledByItsKind() {
        assertThat(Connection.reason(new EOFException())).isEqualTo("EOFException");
        assertThat(Connection.reason(new EOFException("over"))).isEqualTo("over");
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
        return inBackground(FULL);
    }

    private CompletableFuture<Path> inBackground(WeightsReference reference) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return fetch(reference);
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

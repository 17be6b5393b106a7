package org.podium.pipeline.weights;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.podium.pipeline.competition.WeightsReference;
import org.podium.pipeline.config.Nearest;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Hashes;

/**
 * Files of weights by reference. What is not the user's own is kept in the cache, {@code weights/<source>/<file>} below
 * {@link #folder}, and is the file it should be: its hash is compared each time it is asked for. A file that somebody
 * else has put there is as good as one that was fetched.
 *
 * <p>A few files of the Hugging Face hub have no hash that podium knows. They are compared with the one the hub names,
 * and otherwise trusted on first use: the hash is kept beside the file and has to stay the same.
 *
 * <p>Environment: {@code PODIUM_CACHE} (another folder), {@code PODIUM_OFFLINE=1} (the network is never touched),
 * {@code PODIUM_WEIGHTS_MIRROR} (address of a copy of the folder, asked in place of the publishers), {@code https_proxy},
 * {@code http_proxy}, {@code all_proxy}, {@code no_proxy}.
 */
public final class WeightStore {
    private static final String OFFLINE = "PODIUM_OFFLINE is set";

    private final Path folder;
    private final Registry registry;
    private final Download download;
    private final boolean offline;
    private final Optional<String> mirror;

    WeightStore(Registry registry, Map<String, String> environment, Path cache, Download.Patience patience) {
        this.registry = registry;
        this.folder = cache.toAbsolutePath().normalize().resolve("weights");
        ProxySelector proxy = new EnvironmentProxy(environment);
        this.download = new Download(proxy, patience);
        this.offline = isOn(environment.getOrDefault("PODIUM_OFFLINE", ""));
        this.mirror = Optional.ofNullable(environment.get("PODIUM_WEIGHTS_MIRROR"))
                .filter(text -> !text.isBlank())
                .map(text -> text.replaceAll("/+$", ""));
    }

    /** The user's own. */
    public static WeightStore ofUser() {
        Map<String, String> environment = System.getenv();
        Path cache =
                CacheFolder.of(environment, System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
        return new WeightStore(Registry.ofPodium(), environment, cache, Download.Patience.DEFAULTS);
    }

    private static boolean isOn(String value) {
        return !List.of("", "0", "false", "no").contains(value.strip().toLowerCase(Locale.ROOT));
    }

    /** Where files are kept. */
    public Path folder() {
        return folder;
    }

    /** All weights that have a name, those that come with podium first. */
    public List<WeightsEntry> entries() {
        return registry.entries();
    }

    /**
     * What is known about weights: which network's they are, and what images they expect. Nothing about files of the
     * user's own and from elsewhere.
     *
     * @throws UserError when there are none of that name
     */
    public Optional<WeightsEntry> about(WeightsReference reference) {
        return reference instanceof WeightsReference.Named named
                ? Optional.of(registry.named(named.name()))
                : Optional.empty();
    }

    /**
     * The file, if it is on this machine already. It is not looked into: whoever starts a worker has called
     * {@link #fetch}.
     *
     * @throws UserError when there are no weights of that name
     */
    public Optional<Path> local(WeightsReference reference) {
        return Optional.of(place(reference)).filter(Files::isRegularFile);
    }

    /**
     * Where the file is, or is to be.
     *
     * @throws UserError when there are no weights of that name
     */
    public Path place(WeightsReference reference) {
        return reference instanceof WeightsReference.LocalFile file
                ? file.path()
                : cached(reference).place();
    }

    /**
     * The file, fetched if need be, and verified.
     *
     * @param display told what is fetched, and how far it is
     * @throws UserError when it cannot be had; it says which file to put where
     */
    public Path fetch(WeightsReference reference, Display display) throws IOException, InterruptedException {
        if (reference instanceof WeightsReference.LocalFile file) {
            return existing(file.path());
        }
        return fetch(cached(reference), display);
    }

    /**
     * Fetches a file of which nothing is known, so that its hash can be shown.
     *
     * @return how to refer to it from now on, with the hash that was seen; it is in the cache
     */
    @SuppressWarnings("try") // the lock is held, not used
    public WeightsReference.Url fetchUnverified(URI location, Display display)
            throws IOException, InterruptedException {
        Path place = folder.resolve("url").resolve("unverified").resolve(fileName(location));
        CachedFile file = new CachedFile(location.toString(), place, Optional.of(location), Optional.empty());
        if (offline) {
            throw file.unavailableAnywhere(OFFLINE);
        }
        makeFolder(place.getParent());
        try (CacheLock lock = lock(file, display)) {
            // Another file of the same name may have stopped half-way.
            Download.discard(file.partial());
            try {
                transfer(file, display);
            } catch (Download.Refused e) {
                throw file.unavailableAnywhere(e.getMessage());
            }
            WeightsReference.Url reference = new WeightsReference.Url(location, Hashes.of(file.partial()));
            Path known = cached(reference).place();
            makeFolder(known.getParent());
            AtomicFiles.move(file.partial(), known);
            return reference;
        }
    }

    private Path existing(Path path) {
        if (Files.isRegularFile(path)) {
            return path;
        }
        int names = path.getNameCount();
        String end = path.subpath(Math.max(0, names - 2), names).toString().replace('\\', '/');
        String hint = Nearest.to(end, registry.names())
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
        throw new UserError("weights: there is no file " + path + hint);
    }

    private CachedFile cached(WeightsReference reference) {
        if (reference instanceof WeightsReference.Named named) {
            WeightsEntry entry = registry.named(named.name());
            Optional<URI> url = entry.url().map(published -> mirror.map(address -> address + "/" + entry.file())
                    .map(URI::create)
                    .orElse(published));
            return new CachedFile(entry.name(), folder.resolve(entry.file()), url, entry.checksum());
        }
        if (reference instanceof WeightsReference.Url url) {
            String location = url.location().toString();
            Path place =
                    folder.resolve("url").resolve(url.sha256().substring(0, 16)).resolve(fileName(url.location()));
            return new CachedFile(
                    location, place, Optional.of(url.location()), Optional.of(Checksum.sha256(url.sha256())));
        }
        throw new IllegalArgumentException(reference + " is not kept in the cache");
    }

    private static String fileName(URI location) {
        String path = location.getPath();
        // Nothing that could lead out of the folder, or that a file system refuses.
        return path.substring(path.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9._-]|^\\.+", "_");
    }

    @SuppressWarnings("try") // the lock is held, not used
    private Path fetch(CachedFile file, Display display) throws IOException, InterruptedException {
        if (isReady(file, display)) {
            return file.place();
        }
        if (file.url().isPresent()) {
            requireOnline(file);
        }
        makeFolder(file.place().getParent());
        try (CacheLock lock = lock(file, display)) {
            // Another process may have been at it.
            if (!isReady(file, display)) {
                bring(file, display);
            }
        }
        return file.place();
    }

    /** Whether it is there and what it should be. */
    private static boolean isReady(CachedFile file, Display display) throws IOException {
        CachedFile.State state = file.look();
        if (state == CachedFile.State.UNKNOWN) {
            trust(file, display);
        }
        return state != CachedFile.State.MISSING;
    }

    private static void trust(CachedFile file, Display display) throws IOException {
        display.line("weights   " + file.label() + ": its hash is not published; trusted on first use, and remembered: "
                + file.remember());
    }

    private void requireOnline(CachedFile file) {
        if (offline) {
            throw file.unavailable(OFFLINE);
        }
    }

    private static void makeFolder(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw CachedFile.unwritable(folder, e);
        }
    }

    private static CacheLock lock(CachedFile file, Display display) throws InterruptedException {
        try {
            return CacheLock.of(
                    file.place(),
                    () -> display.line(
                            "weights   " + file.label() + " is being fetched by another process; waiting for it"));
        } catch (IOException e) {
            throw CachedFile.unwritable(file.place(), e);
        }
    }

    /** Makes it, by whoever holds its lock. */
    private void bring(CachedFile file, Display display) throws IOException, InterruptedException {
        if (file.url().isEmpty()) {
            unpack(file);
            return;
        }
        boolean resumed = Files.exists(file.partial());
        Optional<String> named;
        Optional<String> problem;
        try {
            named = transfer(file, display);
            problem = problem(file, named);
            if (problem.isPresent() && resumed) {
                // The part that was kept may have been another file's.
                named = transfer(file, display);
                problem = problem(file, named);
            }
        } catch (Download.Refused e) {
            throw file.unavailable(e.getMessage());
        }
        if (problem.isPresent()) {
            throw file.unavailable(problem.get());
        }
        AtomicFiles.move(file.partial(), file.place());
        if (file.hash().isEmpty()) {
            if (named.isPresent()) {
                file.remember();
            } else {
                isReady(file, display);
            }
        }
    }

    /** @return the hash that the server names */
    private Optional<String> transfer(CachedFile file, Display display) throws IOException, InterruptedException {
        try (Display.Task task = display.task("fetch " + file.label())) {
            return download.fetch(
                    file.url().orElseThrow(), file.partial(), file.hash().isPresent(), new DownloadProgress(task));
        } catch (Download.Unwritable e) {
            throw CachedFile.unwritable(file.partial(), e);
        }
    }

    /** What is wrong with the file that came, which is then gone. */
    private static Optional<String> problem(CachedFile file, Optional<String> named) throws IOException {
        Optional<Checksum> expected = file.expected(named);
        Checksum found = file.sumOf(file.partial());
        if (expected.isEmpty() || expected.get().admits(found)) {
            return Optional.empty();
        }
        Download.discard(file.partial());
        return Optional.of("what came is another file: its " + found + ", expected "
                + expected.get().digits());
    }

    private static void unpack(CachedFile file) {
        try {
            AtomicFiles.write(file.place(), temporary -> {
                try (InputStream in = Registry.open(file.place().getFileName().toString())) {
                    Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
                }
                Checksum found = file.sumOf(temporary);
                if (!file.hash().orElseThrow().admits(found)) {
                    throw new IllegalStateException(
                            "podium was built with other weights than it lists: " + file.label() + " has " + found);
                }
            });
        } catch (IOException e) {
            throw CachedFile.unwritable(file.place(), e);
        }
    }
}

package org.podium.pipeline.weights;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.podium.pipeline.competition.WeightsReference;
import org.podium.pipeline.config.Nearest;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Display;

/**
 * Files of weights by reference. What is not the user's own is kept in the cache, {@code weights/<source>/<file>} below
 * {@link #folder}, and is the file it should be: its hash is compared each time it is asked for. A file that somebody
 * else has put there is as good as one that was fetched.
 *
 * <p>Some files of the Hugging Face hub have no hash that podium knows. They are compared with the one the hub names, and
 * otherwise trusted on first use, if they are files of weights: the hash is kept beside the file and has to stay the same.
 *
 * <p>Environment: {@code PODIUM_CACHE} (another folder), {@code PODIUM_OFFLINE=1} (the network is never touched),
 * {@code PODIUM_WEIGHTS_MIRROR} (address of a copy of the folder, asked in place of the publishers), {@code https_proxy},
 * {@code http_proxy}, {@code all_proxy}, {@code no_proxy}.
 */
public final class WeightStore {
    private final Path folder;
    private final Registry registry;
    private final NetworkSettings network;
    private final Fetcher fetcher;

    /** @throws UserError when the environment names a mirror that is no address */
    WeightStore(Registry registry, Map<String, String> environment, Path cache, Download.Patience patience) {
        this.registry = registry;
        this.folder = cache.toAbsolutePath().normalize().resolve("weights");
        this.network = NetworkSettings.of(environment);
        this.fetcher = new Fetcher(new Download(new EnvironmentProxy(environment), patience), network.offline());
    }

    /** The user's own. */
    public static WeightStore ofUser() {
        Map<String, String> environment = System.getenv();
        Path cache =
                CacheFolder.of(environment, System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
        return new WeightStore(Registry.ofPodium(), environment, cache, Download.Patience.DEFAULTS);
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
     * The file, if it can be had without the network: it is on this machine already, or comes with podium.
     *
     * @throws UserError when there are no weights of that name
     */
    public Optional<Path> withoutNetwork(WeightsReference reference, Display display)
            throws IOException, InterruptedException {
        boolean bundled = about(reference).map(WeightsEntry::bundled).orElse(false);
        return bundled ? Optional.of(fetch(reference, display)) : local(reference);
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
        return fetcher.fetch(cached(reference), display);
    }

    /**
     * Fetches a file of which nothing is known, so that its hash can be shown.
     *
     * @return how to refer to it from now on, with the hash that was seen; it is in the cache
     */
    public WeightsReference.Url fetchUnverified(URI location, Display display)
            throws IOException, InterruptedException {
        Path place = folder.resolve("url").resolve("unverified").resolve(fileName(location));
        CachedFile file = new CachedFile(location.toString(), place, Optional.of(location), Optional.empty());
        Checksum found =
                fetcher.fetchUnverified(file, sum -> place(new WeightsReference.Url(location, sum.digits())), display);
        return new WeightsReference.Url(location, found.digits());
    }

    private Path existing(Path path) {
        if (Files.isRegularFile(path)) {
            return path;
        }
        if (Files.isDirectory(path)) {
            throw new UserError("weights: " + path + " is a folder, not a file");
        }
        int names = path.getNameCount();
        // A drive that is not there has a root and no names.
        String end = names == 0
                ? ""
                : path.subpath(Math.max(0, names - 2), names).toString().replace('\\', '/');
        String hint = Nearest.to(end, registry.names())
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
        throw new UserError("weights: there is no file " + path + hint);
    }

    private CachedFile cached(WeightsReference reference) {
        if (reference instanceof WeightsReference.Named named) {
            WeightsEntry entry = registry.named(named.name());
            return new CachedFile(entry.name(), folder.resolve(entry.file()), network.source(entry), entry.checksum());
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
}

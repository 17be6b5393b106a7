package org.podium.pipeline.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.function.Function;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Display;

/** Brings files into the cache. Whoever changes one there holds its lock, see {@link CacheLock}. */
final class Fetcher {
    private static final String OFFLINE = "PODIUM_OFFLINE is set";

    private final Download download;
    private final boolean offline;

    /** @param offline the network is never touched */
    Fetcher(Download download, boolean offline) {
        this.download = download;
        this.offline = offline;
    }

    /** The file, brought if it is missing, and what it should be. */
    @SuppressWarnings("try") // the lock is held, not used
    Path fetch(CachedFile file, Display display) throws IOException, InterruptedException {
        CachedFile.State before = file.look();
        if (before == CachedFile.State.RIGHT) {
            return file.place();
        }
        if (before == CachedFile.State.MISSING && file.url().isPresent() && offline) {
            throw file.unavailable(OFFLINE);
        }
        makeFolder(file.place().getParent());
        try (CacheLock lock = lock(file, display)) {
            // Another process may have been at it.
            CachedFile.State now = file.look();
            if (now == CachedFile.State.UNKNOWN) {
                adopt(file, display);
            } else if (now == CachedFile.State.MISSING && file.url().isEmpty()) {
                unpack(file);
            } else if (now == CachedFile.State.MISSING) {
                bring(file, display);
            }
        }
        return file.place();
    }

    /**
     * Brings a file of which nothing is known, and moves it to where its content says.
     *
     * @param known its place, by its hash
     * @return its hash
     */
    @SuppressWarnings("try") // the lock is held, not used
    Checksum fetchUnverified(CachedFile file, Function<Checksum, Path> known, Display display)
            throws IOException, InterruptedException {
        if (offline) {
            throw file.unavailableAnywhere(OFFLINE);
        }
        makeFolder(file.place().getParent());
        try (CacheLock lock = lock(file, display)) {
            // Another file of the same name may have stopped half-way.
            Download.discard(file.partial());
            try {
                transfer(file, display);
            } catch (Download.Refused e) {
                throw file.unavailableAnywhere(e.getMessage());
            }
            Checksum sum = file.sumOf(file.partial());
            Path place = known.apply(sum);
            makeFolder(place.getParent());
            AtomicFiles.move(file.partial(), place);
            return sum;
        }
    }

    private void bring(CachedFile file, Display display) throws IOException, InterruptedException {
        Optional<Checksum> named;
        try {
            named = transfer(file, display);
        } catch (Download.Refused e) {
            throw file.unavailable(e.getMessage());
        }
        // Before it is in its place, where whoever comes next would trust it anew.
        if (file.expected(Optional.empty()).isEmpty()) {
            if (named.isPresent()) {
                file.remember(named.get());
            } else {
                trust(file, file.partial(), display);
            }
        }
        AtomicFiles.move(file.partial(), file.place());
    }

    /** Takes what somebody has put there, and nobody knows what it should be. */
    private static void adopt(CachedFile file, Display display) throws IOException {
        Optional<String> problem = file.problem(file.place(), Optional.empty());
        if (problem.isPresent()) {
            throw new UserError(file.place() + ": " + problem.get() + "; remove it, and it is fetched again");
        }
        trust(file, file.place(), display);
    }

    /** @param content the file, which may not be in its place yet */
    private static void trust(CachedFile file, Path content, Display display) throws IOException {
        Checksum sum = file.sumOf(content);
        file.remember(sum);
        display.line("weights   " + file.label() + ": its hash is not published; trusted on first use, and remembered: "
                + sum);
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

    /**
     * Puts it together beside its place.
     *
     * @return the hash that the server names
     * @throws Download.Refused when it cannot be had or is not what it should be; it is gone then
     */
    private Optional<Checksum> transfer(CachedFile file, Display display) throws IOException, InterruptedException {
        for (boolean resumed = Files.exists(file.partial()); ; resumed = false) {
            Optional<Checksum> named = download(file, display);
            Optional<String> problem = file.problem(file.partial(), named);
            if (problem.isEmpty()) {
                return named;
            }
            Download.discard(file.partial());
            // Else the part that was kept may have been another file's.
            if (!resumed) {
                throw new Download.Refused("what came is another file: " + problem.get(), null);
            }
        }
    }

    private Optional<Checksum> download(CachedFile file, Display display) throws IOException, InterruptedException {
        try (Display.Task task = display.task("fetch " + file.label())) {
            return download.fetch(
                            file.url().orElseThrow(),
                            file.partial(),
                            file.hash().isPresent(),
                            new DownloadProgress(task))
                    .map(Checksum::sha256);
        } catch (Download.Unwritable e) {
            throw CachedFile.unwritable(file.partial(), e);
        }
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

package org.podium.pipeline.weights;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.AtomicFiles;

/**
 * A file that is in the cache or is to be there.
 *
 * @param label what messages call it
 * @param place its path
 * @param url where it comes from; empty: from podium itself
 * @param hash what it has to be; empty: nobody has published it
 */
record CachedFile(String label, Path place, Optional<URI> url, Optional<Checksum> hash) {
    private static final Checksum ANY = new Checksum("sha256", "");

    enum State {
        MISSING,
        /** There, and what it should be. */
        RIGHT,
        /** There, but nobody knows what it should be. */
        UNKNOWN
    }

    /**
     * Looks whether it is there, and reads all of it.
     *
     * @throws UserError when it is another file than it should be
     */
    State look() throws IOException {
        if (!Files.isRegularFile(place)) {
            return State.MISSING;
        }
        if (expected(Optional.empty()).isEmpty()) {
            return State.UNKNOWN;
        }
        Optional<String> problem = problem(place, Optional.empty());
        if (problem.isEmpty()) {
            return State.RIGHT;
        }
        if (url.isEmpty()) {
            return State.MISSING; // another podium's; this one brings its own
        }
        throw new UserError(
                place + ": this file is not " + label + ": " + problem.get() + "; remove it, and it is fetched again");
    }

    /**
     * What is wrong with a file that is or is to be this one. One of which nobody knows what it should be has to be a
     * file of weights at least.
     *
     * @param named the hash that the server names, if it does
     */
    Optional<String> problem(Path file, Optional<Checksum> named) throws IOException {
        Optional<Checksum> expected = expected(named);
        if (expected.isEmpty()) {
            return WeightFile.problem(file);
        }
        Checksum found = expected.get().ofFile(file);
        if (expected.get().admits(found)) {
            return Optional.empty();
        }
        boolean remembered = hash.isEmpty() && Files.isRegularFile(record());
        return Optional.of("its " + found + ", expected " + expected.get().digits()
                + (remembered
                        ? " as it was on first use (kept in " + record() + ": remove that to trust another)"
                        : ""));
    }

    /** What is published, or was remembered, or else the server's word. */
    Optional<Checksum> expected(Optional<Checksum> named) throws IOException {
        if (hash.isPresent()) {
            return hash;
        }
        Path record = record();
        if (!Files.isRegularFile(record)) {
            return named;
        }
        try {
            return Optional.of(Checksum.sha256(Files.readString(record).strip().split("\\s+")[0]));
        } catch (IllegalArgumentException e) {
            throw new UserError(record + ": this is no line of sha256sum; remove the file", e);
        }
    }

    /** What a file in its stead is, for the kind of hash that is known. */
    Checksum sumOf(Path file) throws IOException {
        return hash.orElse(ANY).ofFile(file);
    }

    /** Keeps its hash, in the format of {@code sha256sum}. */
    void remember(Checksum sum) throws IOException {
        AtomicFiles.write(record(), sum.digits() + "  " + place.getFileName() + "\n");
    }

    private Path record() {
        return place.resolveSibling(place.getFileName() + ".sha256");
    }

    /** Where it is put together. */
    Path partial() {
        return AtomicFiles.temporary(place);
    }

    /** It cannot be had from here. */
    UserError unavailable(String reason) {
        return new UserError("weights " + label + ": " + reason + "; fetch " + url.orElseThrow()
                + " by other means and put the file at " + place + ", where it is verified and used");
    }

    /** The same of a file that nobody will look for in this place. */
    UserError unavailableAnywhere(String reason) {
        return new UserError(
                "weights " + label + ": " + reason + "; fetch the file by other means, and use it by its path");
    }

    static UserError unwritable(Path place, IOException e) {
        return new UserError(
                place + ": cannot be written: " + e.getMessage() + "; make room, or set PODIUM_CACHE to another folder",
                e);
    }
}

package org.podium.pipeline.competition;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.podium.pipeline.error.UserError;

/** The folder that a competition's data lies in; what the data names must lie within it. */
final class DataFolder {
    private final Path folder;
    private final Path real;

    /** @throws UserError if there is no such folder */
    DataFolder(Path folder) {
        this.folder = folder.normalize();
        try {
            this.real = folder.toRealPath();
        } catch (AccessDeniedException e) {
            throw new UserError(folder + ": the data folder cannot be read: permission denied", e);
        } catch (IOException e) {
            throw new UserError(folder + ": no such data folder", e);
        }
    }

    /** The data folder of a competition. */
    static DataFolder of(Competition competition, Path competitionFolder) {
        return new DataFolder(competitionFolder.resolve(competition.data()));
    }

    /** What messages call a path within this folder. */
    String name(String relative) {
        return folder.resolve(relative).toString();
    }

    /** The real path that something within this folder has, if it is there and no link. */
    Path within(String relative) {
        return real.resolve(relative).normalize();
    }

    /**
     * The real path of something within this folder.
     *
     * @throws Refused if it is absolute, leaves the folder by {@code ..} or by a symbolic link, does not exist, or
     *     may not be read
     */
    Path find(String relative) throws Refused {
        Path path;
        try {
            path = Path.of(relative);
        } catch (InvalidPathException e) {
            throw new Refused("is no path");
        }
        if (path.isAbsolute()) {
            throw new Refused("is absolute, expected a path within the data folder");
        }
        // Before the disk is asked: what lies outside is nobody's business.
        if (path.normalize().startsWith("..")) {
            throw new Refused("leaves the data folder");
        }
        Path found;
        try {
            found = real.resolve(path).toRealPath();
        } catch (AccessDeniedException e) {
            throw new Refused("cannot be read: permission denied");
        } catch (IOException e) {
            throw new Refused("does not exist");
        }
        if (!found.startsWith(real)) {
            throw new Refused("leaves the data folder by a symbolic link");
        }
        return found;
    }

    /** As {@link #find}, and it is a file. */
    Path findFile(String relative) throws Refused {
        Path found = find(relative);
        if (!Files.isRegularFile(found)) {
            throw new Refused("is no file");
        }
        return found;
    }

    /**
     * A table within this folder.
     *
     * @throws UserError if there is none
     */
    CsvTable table(String relative) {
        try {
            return CsvTable.read(findFile(relative), name(relative));
        } catch (Refused e) {
            throw new UserError(name(relative) + ": the path " + e.getMessage(), e);
        }
    }

    /** Says what is wrong with a path, to end a sentence that begins with it. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }
}

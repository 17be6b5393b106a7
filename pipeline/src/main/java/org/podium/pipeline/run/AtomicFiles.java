package org.podium.pipeline.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** Writing that is there whole or not at all: to a temporary sibling, to the disk, then renamed. */
public final class AtomicFiles {
    private AtomicFiles() {}

    /** Fills a new file. */
    @FunctionalInterface
    public interface Filler {
        void fill(Path temporary) throws IOException;
    }

    /** Makes {@code target} with what {@code filler} writes; when that fails, {@code target} is as it was before. */
    public static void write(Path target, Filler filler) throws IOException {
        Path temporary = temporary(target);
        try {
            filler.fill(temporary);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            move(temporary, target);
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // A full disk is reported without a name.
            throw (IOException) new FileSystemException(target.toString(), null, e.getMessage()).initCause(e);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    public static void write(Path target, String text) throws IOException {
        write(target, temporary -> Files.writeString(temporary, text, StandardCharsets.UTF_8));
    }

    /** The name under which something is prepared: hidden, beside its place, so that a rename suffices. */
    public static Path temporary(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".partial");
    }

    /** Renames, replacing a file (or an empty folder) that is there. */
    public static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Deletes a folder with all in it, if it is there; does not follow symbolic links. */
    public static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

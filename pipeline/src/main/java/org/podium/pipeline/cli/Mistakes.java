package org.podium.pipeline.cli;

import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** One line for a failure of the file system. */
final class Mistakes {
    private static final List<String> FULL = List.of("No space left on device", "Disk quota exceeded");

    private Mistakes() {}

    /** @param place told where the failure does not name a file: writing to a full disk does not */
    static String describe(Exception e, Path place) {
        String text = describe(e);
        return FULL.stream().anyMatch(text::startsWith) ? place + ": " + text : text;
    }

    static String describe(Exception e) {
        Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
        if (cause instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied; choose another folder or change its permissions";
        }
        if (cause instanceof NoSuchFileException missing) {
            return missing.getFile() + ": there is no such file or folder";
        }
        if (cause instanceof FileSystemException file && file.getReason() != null) {
            return file.getFile() + ": " + file.getReason() + advice(file.getReason());
        }
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return message + advice(message);
    }

    private static String advice(String reason) {
        return FULL.stream().anyMatch(reason::contains) ? "; make room, or choose another disk with --runs" : "";
    }
}

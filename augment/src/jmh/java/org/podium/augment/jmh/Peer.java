package org.podium.augment.jmh;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A Python process with albumentations, which measures the same transforms on the same images. */
final class Peer implements AutoCloseable {
    private final Path folder;
    private final Process process;
    private final BufferedWriter questions;
    private final BufferedReader answers;

    /**
     * Starts it.
     *
     * @param python the interpreter
     * @param script {@code peer.py}
     * @param sides of the images, in pixels
     */
    Peer(String python, Path script, List<Integer> sides) throws IOException {
        folder = Files.createTempDirectory("photos");
        for (int side : sides) {
            Files.write(photo(side), Photo.bytes(side));
        }
        process = new ProcessBuilder(python, script.toString(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        questions = process.outputWriter();
        answers = process.inputReader();
    }

    private Path photo(int side) {
        return folder.resolve(side + ".rgb");
    }

    /** Versions of what it runs on, in words. */
    String versions() throws IOException {
        return ask("versions");
    }

    /** Microseconds a call, over some milliseconds. */
    double microseconds(Workload workload, int side, int milliseconds) throws IOException {
        return Double.parseDouble(ask(String.format(Locale.ROOT, "%s %d %d", workload.title(), side, milliseconds)));
    }

    private String ask(String question) throws IOException {
        questions.write(question);
        questions.newLine();
        questions.flush();
        String answer = answers.readLine();
        if (answer == null) {
            throw new IOException("peer.py ended at the question '" + question + "'; run it by hand to see why");
        }
        return answer;
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try (var photos = Files.list(folder)) {
            for (Path photo : photos.toList()) {
                Files.delete(photo);
            }
        }
        Files.delete(folder);
    }
}

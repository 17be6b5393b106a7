package org.podium.pipeline.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file's hash has to be, or how it has to begin: torchvision publishes the first eight digits only, in the file's
 * name.
 *
 * @param algorithm {@code sha256} or {@code sha1}
 * @param digits hexadecimal, in lower case, at least eight
 */
record Checksum(String algorithm, String digits) {
    private static final Pattern TEXT = Pattern.compile("(sha256|sha1):([0-9a-f]{8,64})");

    /** Reads {@code sha256:...} or {@code sha1:...}. */
    static Checksum of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no hash, expected sha256:<digits> or sha1:<digits>");
        }
        return new Checksum(matcher.group(1), matcher.group(2));
    }

    static Checksum sha256(String digits) {
        return of("sha256:" + digits.toLowerCase(Locale.ROOT));
    }

    /** The file's own hash, all digits of it. */
    Checksum ofFile(Path file) throws IOException {
        MessageDigest digest = digest();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
    }

    private MessageDigest digest() {
        try {
            return MessageDigest.getInstance(algorithm.equals("sha1") ? "SHA-1" : "SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1 and SHA-256", e);
        }
    }

    /** Whether a file's hash is this one or begins with it. */
    boolean admits(Checksum found) {
        return found.algorithm.equals(algorithm) && found.digits.startsWith(digits);
    }

    @Override
    public String toString() {
        return algorithm + " " + digits;
    }
}

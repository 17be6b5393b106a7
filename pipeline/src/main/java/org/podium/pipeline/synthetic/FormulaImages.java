package org.podium.pipeline.synthetic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * A labelled image set that is drawn from formulas, to pretrain on. The families of formulas take turns from class to
 * class. The bytes of an image depend on seed, class and number alone: more classes or images leave the others as they
 * are.
 *
 * @param seed of everything
 * @param classes how many classes
 * @param perClass images of each
 * @param side width and height in pixels
 */
public record FormulaImages(long seed, int classes, int perClass, int side) {

    public FormulaImages {
        if (classes < 1 || perClass < 1 || side < 8) {
            throw new IllegalArgumentException("no image set of " + classes + " classes with " + perClass
                    + " images of " + side + " px; expected 1, 1 and 8 at least");
        }
    }

    /** Name of a class, also that of its folder: {@code 0007-fractal}. */
    public String label(int number) {
        return String.format(Locale.ROOT, "%04d-%s", number, family(number).name());
    }

    /**
     * Draws all images into folders of their classes.
     *
     * @param folder an existing, empty folder
     * @param progress told after every image, one call at a time but from any thread
     */
    public void draw(Path folder, Progress progress) throws IOException {
        AtomicInteger done = new AtomicInteger();
        try {
            // No class depends on another.
            IntStream.range(0, classes)
                    .parallel()
                    .forEach(number -> draw(number, folder, () -> {
                        synchronized (done) {
                            progress.report(done.incrementAndGet(), classes * perClass);
                        }
                    }));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void draw(int number, Path folder, Runnable drawn) {
        try {
            Path place = Files.createDirectory(folder.resolve(label(number)));
            Formula formula = formula(number);
            for (int image = 0; image < perClass; image++) {
                Path file = place.resolve(String.format(Locale.ROOT, "%05d.jpg", image));
                Files.write(file, Jpeg.encode(bgr(formula, number, image), side));
                drawn.run();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SHA-256 over one image of each family: another one means that another version draws. */
    public String fingerprint() {
        MessageDigest digest = sha256();
        for (int number = 0; number < Math.min(classes, Formula.FAMILIES.size()); number++) {
            digest.update(bgr(formula(number), number, 0));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    Formula formula(int number) {
        return family(number).classes().apply(Draw.of(seed, "formula", number));
    }

    /** One image's pixels, row by row, each as blue, green and red bytes. */
    byte[] bgr(Formula formula, int number, int image) {
        return FormulaScene.bgr(formula, Draw.of(seed, "formula", number, image), side);
    }

    private static Formula.Family family(int number) {
        return Formula.FAMILIES.get(number % Formula.FAMILIES.size());
    }
}

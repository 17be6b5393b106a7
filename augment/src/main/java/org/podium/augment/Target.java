package org.podium.augment;

import java.util.Optional;

/** The size a transform is asked for: a square of {@code size}, or {@code height} and {@code width} instead of it. */
final class Target {
    private Target() {}

    static ImageSize of(String name, int size, Optional<Integer> height, Optional<Integer> width) {
        Check.that(size >= 1, "%s: size is at least 1 pixel, got %d", name, size);
        Check.that(
                height.isPresent() == width.isPresent(),
                "%s: height and width are given together, or neither for a square of size",
                name);
        int rows = height.orElse(size);
        int columns = width.orElse(size);
        Check.that(
                rows >= 1 && columns >= 1,
                "%s: height and width are at least 1 pixel, got %d and %d",
                name,
                rows,
                columns);
        return new ImageSize(columns, rows);
    }
}

package org.podium.pipeline.competition;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.podium.augment.ImageSize;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.MaskCoding;

/**
 * Masks that a table has as runs, held as the texts they are.
 *
 * @param lines by row, those that have anything to do with it
 * @param empty what stands for a mask without a pixel
 * @param background index of the class that pixels have of which no line tells; without one they are ignored
 */
public record RleMasks(Map<Integer, List<Line>> lines, Set<String> empty, Optional<Integer> background) {
    public RleMasks {
        Map<Integer, List<Line>> copy = new HashMap<>();
        lines.forEach((row, all) -> copy.put(row, List.copyOf(all)));
        lines = Map.copyOf(copy);
        empty = Set.copyOf(empty);
    }

    /**
     * The runs of a class, or of an instance of it.
     *
     * @param where names the line in messages
     * @param index of the class
     * @param runs as {@link Rle} has them, or what stands for a mask without a pixel
     */
    public record Line(String where, int index, String runs) {}

    /**
     * The mask of a row.
     *
     * @param size of its image
     * @return the class index of each pixel, row-major; {@link MaskCoding#IGNORED} if it has none
     * @throws UserError if runs are none of an image of that size, or a pixel is in two masks
     */
    public byte[] mask(int row, ImageSize size) {
        byte[] mask = new byte[Math.toIntExact(size.area())];
        Arrays.fill(mask, (byte) MaskCoding.IGNORED);
        for (Line line : lines.get(row)) {
            if (empty.contains(line.runs().strip())) {
                continue;
            }
            try {
                paint(line, mask, size);
            } catch (IllegalArgumentException e) {
                throw new UserError(line.where() + ": " + e.getMessage(), e);
            }
        }
        background.ifPresent(index -> {
            for (int i = 0; i < mask.length; i++) {
                mask[i] = (mask[i] & 0xFF) == MaskCoding.IGNORED ? index.byteValue() : mask[i];
            }
        });
        return mask;
    }

    private static void paint(Line line, byte[] mask, ImageSize size) {
        int width = size.width();
        int height = size.height();
        Rle.decode(line.runs(), size.area(), (first, length) -> {
            int x = (int) (first / height);
            int y = (int) (first % height);
            for (long left = length; left > 0; left--) {
                int pixel = y * width + x;
                if ((mask[pixel] & 0xFF) != MaskCoding.IGNORED) {
                    throw new IllegalArgumentException("the pixel at x " + x + ", y " + y
                            + " is in another mask of this image too, but has only one class");
                }
                mask[pixel] = (byte) line.index();
                y++;
                if (y == height) {
                    y = 0;
                    x++;
                }
            }
        });
    }
}

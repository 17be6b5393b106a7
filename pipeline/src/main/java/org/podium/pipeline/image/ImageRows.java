package org.podium.pipeline.image;

import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.podium.augment.Sequence;

/**
 * Rows with an image file each.
 *
 * @param ids the rows' ids; what random streams are derived from
 * @param files the rows' images
 */
public record ImageRows(List<String> ids, List<Path> files) {
    public ImageRows {
        ids = List.copyOf(ids);
        files = List.copyOf(files);
        if (ids.size() != files.size()) {
            throw new IllegalArgumentException(ids.size() + " ids for " + files.size() + " images");
        }
    }

    /** The random stream of one transform of one row. */
    @FunctionalInterface
    public interface Streams {
        RandomGenerator stream(String id, int transform);
    }

    public int size() {
        return ids.size();
    }

    /**
     * The rows' images, decoded and changed.
     *
     * <p>Of a JPEG the transforms are drawn before it is decoded, from the size in its header. If they begin by cutting out
     * a part (what was drawn to do nothing may come before) that they make at most half as large along both sides, as a random crop of a large photo does, the file is
     * decoded at 1/2, 1/4 or 1/8, the smallest of these that leaves the part no smaller than what is made of it. The
     * edges of the part are then whole pixels of the smaller image, so that they move by up to half of one; and by up to one
     * more in a file that shows its last column or row first, if that side is no multiple of the factor. The same row, file
     * and stream always give the same pixels.
     */
    public RowImage through(Sequence transforms, Streams streams) {
        return row ->
                new Preparation(transforms, transform -> streams.stream(ids.get(row), transform)).image(files.get(row));
    }
}

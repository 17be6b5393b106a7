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

    /** The rows' images, decoded and changed. */
    public RowImage through(Sequence transforms, Streams streams) {
        return row ->
                transforms.apply(ImageFile.read(files.get(row)), transform -> streams.stream(ids.get(row), transform));
    }
}

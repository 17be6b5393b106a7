package org.podium.pipeline.competition;

import java.nio.file.Path;
import org.podium.augment.ImageSize;

/** Gives the masks of a submission. */
public sealed interface MaskSubmissionReader extends AutoCloseable permits RleReader, MaskZipReader {
    /**
     * Opens a file of a format.
     *
     * @param name what messages call the file
     * @throws org.podium.pipeline.error.UserError if the file cannot be read, or its columns, ids, classes or names, or
     *     their order, are not those of the format
     */
    static MaskSubmissionReader open(Path file, String name, MaskSubmissionFormat format) {
        return format instanceof RleFormat runs
                ? RleReader.open(file, name, runs)
                : MaskZipReader.open(file, name, (MaskZipFormat) format);
    }

    /**
     * The mask of a test row.
     *
     * @param size of its image
     * @return the class index of each pixel, row-major
     * @throws org.podium.pipeline.error.UserError if it cannot be read, is of another size, or a pixel is of no class or
     *     of two
     */
    byte[] mask(int testRow, ImageSize size);

    @Override
    void close();
}

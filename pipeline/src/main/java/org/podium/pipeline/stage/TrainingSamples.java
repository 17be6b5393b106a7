package org.podium.pipeline.stage;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.augment.ImageSize;
import org.podium.augment.Mask;
import org.podium.augment.Sample;
import org.podium.pipeline.competition.Competition;
import org.podium.pipeline.competition.Rows;
import org.podium.pipeline.image.ImageFile;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.image.MaskCoding;
import org.podium.pipeline.image.MaskFile;
import org.podium.pipeline.image.MaskedRows;

/**
 * Single rows of a competition's training table, straight from their files.
 *
 * @param rows as the table has them
 */
record TrainingSamples(Competition competition, Rows rows) {
    /**
     * Image and, if the task has masks, mask of a row; both belong to the caller's scope.
     *
     * @throws org.podium.pipeline.image.BadImageException when one of them cannot be decoded, or their sizes differ
     */
    Sample read(int row) throws IOException {
        if (rows.masks().isPresent()) {
            return new MaskedRows(images(), rows.masks().get(), competition.coding()).read(row);
        }
        Mat image = ImageFile.read(rows.images().get(row));
        return new Sample(image, drawn(row, ImageSize.of(image)), List.of(), List.of());
    }

    /** The rows with their images alone. */
    ImageRows images() {
        return new ImageRows(rows.ids(), rows.images());
    }

    /** The mask of a row of a segmentation; if it is a file, the image is not read for it. */
    Mat mask(int row) throws IOException {
        return rows.masks().isPresent()
                ? MaskFile.read(rows.masks().get().get(row), competition.coding())
                : read(row).mask().orElseThrow().labels();
    }

    private Optional<Mask> drawn(int row, ImageSize size) {
        return rows.runs().map(runs -> {
            Mat labels = MaskFile.mat(runs.mask(row, size), size.width(), size.height());
            return new Mask(labels, MaskCoding.IGNORED);
        });
    }
}

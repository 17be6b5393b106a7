package org.podium.pipeline.image;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.augment.Mask;
import org.podium.augment.Sample;
import org.podium.augment.Sequence;

/**
 * Rows with an image and a mask each.
 *
 * @param images the rows and their images
 * @param masks the rows' masks
 * @param coding what the masks' values mean
 */
public record MaskedRows(ImageRows images, List<Path> masks, MaskCoding coding) {
    public MaskedRows {
        masks = List.copyOf(masks);
        if (masks.size() != images.size()) {
            throw new IllegalArgumentException(masks.size() + " masks for " + images.size() + " images");
        }
    }

    /**
     * Image and mask of a row as their files have them; both belong to the caller's scope.
     *
     * @throws BadImageException when one of them cannot be decoded, or their sizes differ
     */
    public Sample read(int row) throws IOException {
        Mat image = ImageFile.read(images.files().get(row));
        Mat mask = MaskFile.read(masks.get(row), coding, image.cols(), image.rows());
        return Sample.of(image, new Mask(mask, MaskCoding.IGNORED));
    }

    /**
     * The rows' images and masks, decoded and changed in step. Images are always decoded whole, unlike those of {@link
     * ImageRows#through}, so that they stay in step with their masks to the pixel.
     */
    public RowSample through(Sequence transforms, ImageRows.Streams streams) {
        return row -> transforms.apply(
                read(row), transform -> streams.stream(images.ids().get(row), transform));
    }
}

package org.podium.pipeline.competition;

import org.podium.augment.ImageSize;
import org.podium.pipeline.run.Hashes;

/**
 * What is kept of a mask, to know it again.
 *
 * @param sha256 of its class indices, row-major
 */
record MaskDigest(ImageSize size, String sha256) {
    static MaskDigest of(byte[] mask, ImageSize size) {
        return new MaskDigest(size, Hashes.of(mask));
    }
}

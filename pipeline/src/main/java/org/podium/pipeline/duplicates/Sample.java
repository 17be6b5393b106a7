package org.podium.pipeline.duplicates;

import java.util.Comparator;
import org.podium.pipeline.image.ImageLook;
import org.podium.pipeline.image.PerceptualHash;
import org.podium.pipeline.image.Thumbnail;

/**
 * What is compared of an image.
 *
 * @param id unique within its part
 * @param part training or test rows
 * @param sha256 of the file
 * @param pixels checksum of the decoded pixels
 * @param hash of what it looks like
 * @param thumbnail the image in 16 × 16 pixels
 */
public record Sample(String id, Part part, String sha256, long pixels, PerceptualHash hash, Thumbnail thumbnail) {
    /** Training rows first; decides whenever two images are equal in all else, so that the order of rows does not. */
    static final Comparator<Sample> ORDER = Comparator.comparing(Sample::part).thenComparing(Sample::id);

    public static Sample of(String id, Part part, ImageLook look) {
        return new Sample(id, part, look.sha256(), look.pixels(), look.hash(), look.thumbnail());
    }
}

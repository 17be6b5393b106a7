package org.podium.pipeline.competition;

import java.util.Optional;

/**
 * A folder whose masks are named like the images of another: the path of an image within its folder, with the suffix in
 * place of the extension.
 *
 * @param folder of the masks, from the data folder
 * @param suffix what the masks' names end with, behind what they share with the images'
 * @param within the folder of the masks as seen from that of the images, with a slash at its end unless it is the same;
 *     empty if it lies elsewhere
 */
record MaskFolder(String folder, String suffix, Optional<String> within) {
    /** What masks end with unless it is said otherwise. */
    static final String SUFFIX = ".png";

    /**
     * @param images folder of the images, from the data folder, without a slash at its end
     * @param masks folder of the masks, from the data folder
     */
    static MaskFolder of(String images, String masks, Optional<String> suffix) {
        String folder = masks.replaceAll("/+$", "");
        Optional<String> within = folder.equals(images)
                ? Optional.of("")
                : Optional.of(folder + "/")
                        .filter(path -> path.startsWith(images + "/"))
                        .map(path -> path.substring(images.length() + 1));
        return new MaskFolder(folder, suffix.orElse(SUFFIX), within);
    }

    /** Whether a file in the folder of the images is a mask, and so no image. */
    boolean holds(String path) {
        return within.filter(start -> path.startsWith(start) && path.endsWith(suffix))
                .isPresent();
    }

    /** Path of an image's mask from the data folder. */
    String maskOf(String path) {
        return folder + "/" + path.substring(0, path.lastIndexOf('/') + 1)
                + SourceReader.stem(path.substring(path.lastIndexOf('/') + 1)) + suffix;
    }
}

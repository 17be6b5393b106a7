package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.podium.pipeline.error.UserError;

/** Images in folders that are named for their classes. */
public final class ClassFolders {
    private ClassFolders() {}

    /**
     * @param path from the folder, with {@code /} on every system
     * @param label name of the class, the first folder of the path
     */
    public record Labelled(String path, String label) {}

    /**
     * All images below a folder, in the order of their paths' code points.
     *
     * @throws UserError if the folder cannot be read, has no images, or has images that are in no class
     */
    public static List<Labelled> images(Path folder) {
        List<Labelled> images = new ArrayList<>();
        for (String path : ImageFiles.below(new DataFolder(folder), "")) {
            int end = path.indexOf('/');
            if (end < 0) {
                throw new UserError(folder.resolve(path) + ": this image is in no class; expected a folder for each "
                        + "class, with its images in it");
            }
            images.add(new Labelled(path, path.substring(0, end)));
        }
        if (images.isEmpty()) {
            throw new UserError(folder + ": no images; expected a folder for each class, with its images in it");
        }
        return List.copyOf(images);
    }
}

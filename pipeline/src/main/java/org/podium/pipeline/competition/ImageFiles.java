package org.podium.pipeline.competition;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.podium.pipeline.error.UserError;

/** Lists the images of a folder, by their extensions. */
final class ImageFiles {
    private static final Set<String> EXTENSIONS = Set.of("jpg", "jpeg", "png", "gif", "bmp", "webp", "tif", "tiff");

    private ImageFiles() {}

    /**
     * Paths of all images below a folder, relative to it, with {@code /} on every system and in the order of their code
     * points. Hidden files and folders and everything that is no image are left out. Linked folders are entered if they
     * lie within the data folder.
     *
     * @throws UserError if the folder or one below it cannot be read, or a link leaves the data folder
     */
    static List<String> below(DataFolder data, String folder) {
        List<String> found = new ArrayList<>();
        try {
            Path root = data.find(folder);
            if (!Files.isDirectory(root)) {
                throw new UserError(data.name(folder) + ": the path is no folder");
            }
            Files.walkFileTree(
                    root,
                    EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                    Integer.MAX_VALUE,
                    new Visitor(data, folder, root, found));
        } catch (DataFolder.Refused e) {
            throw new UserError(data.name(folder) + ": the path " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UserError(data.name(folder) + ": cannot be read: " + e, e);
        }
        found.sort(CodePoints.ORDER);
        return List.copyOf(found);
    }

    static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1).toLowerCase(Locale.ROOT);
    }

    private static final class Visitor extends SimpleFileVisitor<Path> {
        private final DataFolder data;
        private final String folder;
        private final Path root;
        private final List<String> found;

        Visitor(DataFolder data, String folder, Path root, List<String> found) {
            this.data = data;
            this.folder = folder;
            this.root = root;
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (isHidden(directory)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (Files.isSymbolicLink(directory)) {
                refuseOutside(folder + "/" + relative(directory));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!isHidden(file)
                    && EXTENSIONS.contains(extension(file.getFileName().toString()))) {
                found.add(relative(file));
            }
            return FileVisitResult.CONTINUE;
        }

        /** Before the walk enters it: a link to the root of a disk would be walked for hours. */
        private void refuseOutside(String path) {
            try {
                data.find(path);
            } catch (DataFolder.Refused e) {
                throw new UserError(data.name(path) + ": the path " + e.getMessage(), e);
            }
        }

        private boolean isHidden(Path path) {
            return !path.equals(root) && path.getFileName().toString().startsWith(".");
        }

        private String relative(Path path) {
            return root.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
        }
    }
}

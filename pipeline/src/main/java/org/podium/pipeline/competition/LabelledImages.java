package org.podium.pipeline.competition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import org.podium.pipeline.config.Nearest;
import org.podium.pipeline.error.UserError;

/**
 * Images with the class of each.
 *
 * @param names what the table or the folder calls them
 * @param files existing files
 * @param classes index of each one's class, from 0
 */
public record LabelledImages(List<String> names, List<Path> files, List<Integer> classes) {
    private static final List<String> IMAGE_COLUMNS = List.of("file", "image", "filename", "file_name", "path", "id");
    private static final List<String> LABEL_COLUMNS = List.of("class_index", "label", "class", "target", "category");
    private static final Pattern INDEX = Pattern.compile("\\d{1,9}");

    public LabelledImages {
        names = List.copyOf(names);
        files = List.copyOf(files);
        classes = List.copyOf(classes);
    }

    /**
     * How to read them.
     *
     * @param images folder of a table's images; empty: the table's own
     * @param imageColumn empty: the first there is of file, image, filename, file_name, path, id
     * @param labelColumn empty: the first there is of class_index, label, class, target, category
     * @param classNames file with a class on each line, in the order of the network's outputs; empty: labels are indices,
     *     or names whose order is that of their code points
     */
    public record Layout(
            Optional<Path> images,
            Optional<String> imageColumn,
            Optional<String> labelColumn,
            Optional<Path> classNames) {}

    public int size() {
        return names.size();
    }

    /**
     * Reads a CSV file, or a folder that has a folder of images for each class.
     *
     * @param outputs number of classes that the network tells apart
     * @throws UserError when anything is missing or does not fit
     */
    public static LabelledImages read(Path labels, Layout layout, int outputs) throws IOException {
        return Files.isDirectory(labels) ? ofFolder(labels, layout, outputs) : ofTable(labels, layout, outputs);
    }

    private static LabelledImages ofFolder(Path folder, Layout layout, int outputs) throws IOException {
        List<String> names = ImageFiles.below(new DataFolder(folder.toAbsolutePath()), ".");
        List<String> labels = new ArrayList<>();
        for (String name : names) {
            if (!name.contains("/")) {
                throw new UserError(folder.resolve(name) + ": expected a folder for each class, with its images in it");
            }
            labels.add(name.substring(0, name.indexOf('/')));
        }
        if (names.isEmpty()) {
            throw new UserError(folder + ": there is no image in it");
        }
        IntFunction<String> where = i -> folder.resolve(names.get(i)).toString();
        return new LabelledImages(
                names,
                names.stream().map(folder::resolve).toList(),
                classes(labels, layout, folder.toString(), where, outputs));
    }

    private static LabelledImages ofTable(Path file, Layout layout, int outputs) throws IOException {
        CsvTable table = CsvTable.read(file);
        List<String> names = column(table, layout.imageColumn, IMAGE_COLUMNS, "the images", "--image-column");
        List<String> labels = column(table, layout.labelColumn, LABEL_COLUMNS, "the classes", "--label-column");
        if (names.isEmpty()) {
            throw new UserError(file + ": no row below the names of the columns");
        }
        Path folder = layout.images.orElse(file.toAbsolutePath().getParent());
        return new LabelledImages(
                names, files(table, names, folder), classes(labels, layout, table.name(), table::where, outputs));
    }

    private static List<String> column(
            CsvTable table, Optional<String> given, List<String> usual, String what, String option) {
        return table.column(given.orElseGet(() -> usual.stream()
                .filter(table.columns()::contains)
                .findFirst()
                .orElseThrow(() -> new UserError(table.name() + ": no column is called as one that names " + what
                        + " usually is; there are " + String.join(", ", table.columns()) + ": choose with "
                        + option))));
    }

    private static List<Path> files(CsvTable table, List<String> names, Path folder) {
        List<Path> files = new ArrayList<>();
        for (int row = 0; row < names.size(); row++) {
            Path image = folder.resolve(names.get(row));
            if (!Files.isRegularFile(image)) {
                throw new UserError(
                        table.where(row) + ": there is no image " + image + "; choose their folder with --images");
            }
            files.add(image);
        }
        return files;
    }

    /**
     * @param source the table or the folder
     * @param where the place of the label at an index, for messages
     */
    private static List<Integer> classes(
            List<String> labels, Layout layout, String source, IntFunction<String> where, int outputs)
            throws IOException {
        boolean indices = layout.classNames.isEmpty()
                && labels.stream().allMatch(label -> INDEX.matcher(label).matches());
        List<String> order = indices ? List.of() : order(labels, layout, source, outputs);
        List<Integer> classes = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            String label = labels.get(i);
            int index = indices ? Integer.parseInt(label) : indexOf(label, order, where.apply(i));
            if (index >= outputs) {
                throw new UserError(where.apply(i) + ": class " + index + ", but the network's " + outputs
                        + " classes are 0 to " + (outputs - 1));
            }
            classes.add(index);
        }
        return classes;
    }

    private static int indexOf(String label, List<String> order, String where) {
        int index = order.indexOf(label);
        if (index < 0) {
            throw new UserError(where + ": no class '" + label + "'; " + Nearest.hint(label, order));
        }
        return index;
    }

    private static List<String> order(List<String> labels, Layout layout, String where, int outputs)
            throws IOException {
        List<String> order = layout.classNames.isPresent()
                ? lines(layout.classNames.get())
                : labels.stream().distinct().sorted(CodePoints.ORDER).toList();
        if (order.size() != outputs) {
            String from = layout.classNames.map(Path::toString).orElse(where);
            throw new UserError(
                    from + ": " + order.size() + " classes by name, but the network has " + outputs
                            + ": write all of them to a file, one a line in the order of its outputs, and give it with --classes");
        }
        return order;
    }

    private static List<String> lines(Path file) throws IOException {
        Set<String> lines = new LinkedHashSet<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank() && !lines.add(line.strip())) {
                throw new UserError(file + ": the class '" + line.strip() + "' is there twice");
            }
        }
        return List.copyOf(lines);
    }
}

package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.podium.pipeline.competition.Competition.Source;
import org.podium.pipeline.error.UserError;

/** Reads the rows of one source; what is wrong with single rows goes to the findings. */
final class SourceReader {
    /**
     * What both layouts come down to.
     *
     * @param where names each row in messages
     * @param paths image paths from the data folder
     * @param ids as declared, unchecked
     * @param labels as declared, unchecked, empty text where there is none
     * @param masks mask paths from the data folder, unchecked, empty text where there is none
     * @param runs masks that are no files
     */
    private record Raw(
            List<String> where,
            List<String> paths,
            List<String> ids,
            Optional<List<String>> labels,
            Optional<List<String>> masks,
            Optional<RleMasks> runs,
            Optional<List<String>> groups,
            Optional<List<String>> times,
            Map<String, List<String>> columns) {}

    private final DataFolder data;
    private final Source source;
    private final Optional<ClassTable> classes;
    private final Findings findings;
    private final Raw raw;

    /**
     * Reads the table or lists the folder.
     *
     * @param classes those of a segmentation
     * @throws UserError if the table, a column or the folder is missing, or there are no rows
     */
    SourceReader(DataFolder data, Source source, Optional<ClassTable> classes, Findings findings) {
        this.data = data;
        this.source = source;
        this.classes = classes;
        this.findings = findings;
        this.raw = source.csv().isPresent() ? table(data.table(source.csv().get())) : folder(folderName());
        if (raw.ids().isEmpty()) {
            throw new UserError(data.name(source.csv().or(source::folder).orElseThrow()) + ": " + nothing());
        }
    }

    private String nothing() {
        if (source.csv().isPresent()) {
            return "no rows";
        }
        return "no images in it"
                + maskFolder()
                        .filter(all -> all.within().isPresent())
                        .map(all -> ", but for the masks that end with '" + all.suffix() + "'")
                        .orElse("");
    }

    /** The rows, each with what it is to learn from; the findings tell where a label is missing. */
    Rows labelled() {
        raw.labels()
                .ifPresent(labels -> forEachEmpty(
                        labels, row -> findings.add("no label", raw.where().get(row) + ": " + noLabel(row))));
        return rows();
    }

    /** The rows without labels; the findings tell every label that is no class. */
    Rows unlabelled(Set<String> classes) {
        raw.labels().ifPresent(labels -> {
            for (int row = 0; row < labels.size(); row++) {
                if (!labels.get(row).isEmpty() && !classes.contains(labels.get(row))) {
                    findings.add(
                            "a label that training does not know",
                            raw.where().get(row) + ": label '" + labels.get(row) + "' is in no training row");
                }
            }
        });
        return rows().withoutLabels();
    }

    private Rows rows() {
        checkIds();
        if (source.masks().isPresent()) {
            checkMasks(raw.masks().orElseThrow());
        }
        raw.groups()
                .ifPresent(groups -> forEachEmpty(
                        groups,
                        row -> findings.add(
                                "no group",
                                raw.where().get(row) + ": column '"
                                        + source.group().orElseThrow() + "' is empty")));
        raw.times().ifPresent(this::checkTimes);
        return new Rows(
                raw.ids(),
                files(raw.paths(), "image"),
                raw.labels(),
                raw.masks().map(masks -> files(masks, "mask")),
                raw.runs(),
                raw.groups(),
                raw.times(),
                raw.columns());
    }

    private Raw table(CsvTable table) {
        // Of the lines of an image, the first is its row: without runs, every line is one.
        TableRows rows = TableRows.of(table, source);
        List<String> cells = rows.column(source.image().orElseThrow());
        List<String> paths = cells.stream()
                .map(cell -> source.prefix() + cell + source.suffix())
                .toList();
        String id = source.id().orElse(source.image().orElseThrow());
        boolean derived = !table.columns().contains(id) && Source.DERIVED_IDS.contains(id);
        return new Raw(
                rows.first().stream().map(table::where).toList(),
                paths,
                derived ? derivedIds(id, paths) : rows.column(id),
                source.label().map(rows::column).or(() -> labelsByPattern(paths)),
                source.mask().map(column -> maskPaths(rows.column(column))),
                source.rle().map(column -> rows.masks(column, source.classColumn(), classes.orElseThrow(), findings)),
                source.group().map(rows::column),
                source.time().map(rows::column),
                others(rows, id));
    }

    /** The columns that nothing else is made of. */
    private Map<String, List<String>> others(TableRows rows, String id) {
        Set<String> used = Stream.of(
                        source.image(),
                        Optional.of(id),
                        source.label(),
                        source.mask(),
                        source.rle(),
                        source.classColumn(),
                        source.group(),
                        source.time())
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
        Map<String, List<String>> others = new LinkedHashMap<>();
        rows.table().columns().stream()
                .filter(column -> !used.contains(column))
                .forEach(column -> others.put(column, rows.column(column)));
        return others;
    }

    private Raw folder(String folder) {
        Optional<MaskFolder> masks = maskFolder();
        List<String> within = ImageFiles.below(data, folder).stream()
                .filter(path -> masks.filter(all -> all.holds(path)).isEmpty())
                .toList();
        List<String> paths = within.stream().map(path -> folder + "/" + path).toList();
        return new Raw(
                paths.stream().map(data::name).toList(),
                paths,
                derivedIds(source.id().orElse("path"), within),
                source.label()
                        .map(label ->
                                within.stream().map(SourceReader::firstFolder).toList())
                        .or(() -> labelsByPattern(paths)),
                masks.map(all -> within.stream().map(all::maskOf).toList()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    private String folderName() {
        return source.folder().orElseThrow().replaceAll("/+$", "");
    }

    private Optional<MaskFolder> maskFolder() {
        return source.masks().map(masks -> MaskFolder.of(folderName(), masks, source.maskSuffix()));
    }

    private List<String> derivedIds(String kind, List<String> paths) {
        return switch (kind) {
            case "path" -> paths;
            case "name" -> paths.stream().map(SourceReader::fileName).toList();
            case "stem" -> paths.stream().map(path -> stem(fileName(path))).toList();
            case "index" ->
                IntStream.range(0, paths.size())
                        .mapToObj(index -> String.format(Locale.ROOT, "%0" + source.indexWidth() + "d", index))
                        .toList();
            default -> throw new IllegalArgumentException(kind + ", expected one of " + Source.DERIVED_IDS);
        };
    }

    private Optional<List<String>> labelsByPattern(List<String> paths) {
        return source.labelPattern().map(Pattern::compile).map(pattern -> paths.stream()
                .map(path -> {
                    Matcher matcher = pattern.matcher(fileName(path));
                    String label = matcher.find() ? matcher.group(1) : null;
                    return label == null ? "" : label;
                })
                .toList());
    }

    private String noLabel(int row) {
        if (source.labelPattern().isPresent()) {
            return "label-pattern '%s' finds no label in the name '%s'"
                    .formatted(source.labelPattern().get(), fileName(raw.paths().get(row)));
        }
        return source.csv().isPresent()
                ? "column '" + source.label().orElseThrow() + "' is empty"
                : "lies in no folder that would be its label";
    }

    private void checkIds() {
        Map<String, Integer> first = new HashMap<>();
        for (int row = 0; row < raw.ids().size(); row++) {
            String id = raw.ids().get(row);
            if (id.isEmpty()) {
                findings.add("no id", raw.where().get(row) + ": the id is empty");
                continue;
            }
            Integer before = first.putIfAbsent(id, row);
            if (before != null) {
                findings.add(
                        "an id that is taken",
                        raw.where().get(row) + ": id '" + id + "' is taken by "
                                + raw.where().get(before));
            }
        }
    }

    /** Images whose names differ in their extensions alone would have the same one. */
    private void checkMasks(List<String> masks) {
        Map<String, Integer> first = new HashMap<>();
        for (int row = 0; row < masks.size(); row++) {
            Integer before = first.putIfAbsent(masks.get(row), row);
            if (before != null) {
                findings.add(
                        "a mask that is taken",
                        raw.where().get(row) + ": mask '" + masks.get(row) + "' is that of "
                                + raw.where().get(before) + " too; rename one of the images and its mask");
            }
        }
    }

    private void checkTimes(List<String> cells) {
        Optional<Boolean> numbers = cells.stream()
                .filter(cell -> Times.of(cell).isPresent())
                .findFirst()
                .map(Times::isNumber);
        for (int row = 0; row < cells.size(); row++) {
            String cell = cells.get(row);
            if (Times.of(cell).isEmpty() || Times.isNumber(cell) != numbers.orElseThrow()) {
                findings.add(
                        "a time that cannot be read",
                        raw.where().get(row) + ": column '" + source.time().orElseThrow() + "' is '" + cell
                                + "', expected a date such as 2026-11-20, a date-time such as 2026-11-20T12:30:00, or a"
                                + " number, and all of the same kind");
            }
        }
    }

    /** @param what image or mask, for messages */
    private List<Path> files(List<String> paths, String what) {
        List<Path> files = new ArrayList<>();
        for (int row = 0; row < paths.size(); row++) {
            String path = paths.get(row);
            try {
                files.add(data.findFile(path));
            } catch (DataFolder.Refused e) {
                findings.add(
                        "no usable " + what,
                        raw.where().get(row) + ": "
                                + (path.isEmpty() ? "no " + what : what + " '" + path + "' " + e.getMessage()));
                files.add(Path.of("")); // holds the place until the findings are thrown
            }
        }
        return files;
    }

    private List<String> maskPaths(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.isEmpty()
                        ? ""
                        : source.maskPrefix() + cell + source.maskSuffix().orElse(""))
                .toList();
    }

    private static void forEachEmpty(List<String> cells, IntConsumer action) {
        IntStream.range(0, cells.size()).filter(row -> cells.get(row).isEmpty()).forEach(action);
    }

    private static String firstFolder(String path) {
        return path.substring(0, Math.max(0, path.indexOf('/')));
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}

package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.podium.pipeline.competition.Competition.Submission;
import org.podium.pipeline.competition.Competition.Submission.ClassAs;
import org.podium.pipeline.competition.Competition.Submission.RleRows;
import org.podium.pipeline.error.UserError;

/**
 * A table of run-length encoded masks.
 *
 * @param columns which column is what
 * @param places what the lines are of, in their order; each test row once with each class that is written
 * @param instances whether each connected component has a line of its own, and so a place one line or more
 * @param connectivity 8 if pixels that touch at a corner are of one component, 4 if not
 * @param empty what stands for a mask without a pixel
 * @param classes number of classes
 * @param background index of the class that pixels have of which no line tells
 */
public record RleFormat(
        Columns columns,
        List<Place> places,
        boolean instances,
        int connectivity,
        String empty,
        int classes,
        Optional<Integer> background)
        implements MaskSubmissionFormat {
    private static final int CORNERS = 8;

    public RleFormat {
        places = List.copyOf(places);
    }

    /**
     * The columns of the table.
     *
     * @param names of all of them
     * @param type name of that with the class, if the class has one
     * @param runs name of that with the masks
     */
    public record Columns(List<String> names, String id, Optional<String> type, String runs) {
        public Columns {
            names = List.copyOf(names);
        }
    }

    /**
     * What a line, or several of instances, is of.
     *
     * @param id text of the id column
     * @param type text of the class column; empty if there is none
     * @param row test row
     * @param index of the class
     */
    public record Place(String id, String type, int row, int index) {
        /** What no other place has. */
        String key() {
            return type.isEmpty() ? id : id + ", " + type;
        }
    }

    static RleFormat of(Competition competition, Path competitionFolder, List<String> ids) {
        Submission submission = competition.submission();
        ClassTable table = competition.table();
        List<Place> places = places(submission, table, ids);
        Columns columns = columns(submission);
        String empty = "";
        boolean instances =
                submission.rows().filter(what -> what == RleRows.INSTANCE).isPresent();
        if (submission.sample().isPresent()) {
            CsvTable sample = DataFolder.of(competition, competitionFolder)
                    .table(submission.sample().get());
            columns = columns(sample, submission);
            empty = empty(sample.column(columns.runs()));
            places = places(sample, columns, places, instances);
        }
        return new RleFormat(
                columns,
                places,
                instances,
                submission.connectivity().orElse(CORNERS),
                submission.empty().orElse(empty),
                table.classes().size(),
                table.backgroundIndex());
    }

    @Override
    public List<Integer> rows() {
        return places.stream().map(Place::row).distinct().toList();
    }

    @Override
    public String name(int row) {
        return places.stream()
                .filter(place -> place.row() == row)
                .map(place -> "id '" + place.id() + "'")
                .findFirst()
                .orElseThrow();
    }

    /** Every test row with every class that is not background. */
    private static List<Place> places(Submission submission, ClassTable table, List<String> ids) {
        List<Integer> classes = table.foreground();
        boolean one =
                submission.classColumn().isEmpty() && submission.idPattern().isEmpty();
        List<Place> places = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        for (int row = 0; row < ids.size(); row++) {
            for (int i = 0; i < classes.size(); i++) {
                String type = one ? "" : text(submission.classAs().orElse(ClassAs.NAME), table, classes.get(i), i);
                String id = ids.get(row);
                String cell = submission
                        .idPattern()
                        .map(pattern -> pattern.replace(Submission.CLASS, type).replace(Submission.ID, id))
                        .orElse(id);
                Place place = new Place(
                        cell, submission.classColumn().map(column -> type).orElse(""), row, classes.get(i));
                if (!keys.add(place.key())) {
                    throw new UserError("submission: two rows would have the id '" + cell + "'; change id-pattern");
                }
                places.add(place);
            }
        }
        return places;
    }

    private static String text(ClassAs as, ClassTable table, int index, int place) {
        return switch (as) {
            case NAME -> table.names().get(index);
            case VALUE -> Integer.toString(table.classes().get(index).code().number());
            case NUMBER -> Integer.toString(place + 1);
        };
    }

    private static Columns columns(Submission submission) {
        return new Columns(
                Stream.of(Optional.of(submission.id()), submission.classColumn(), Optional.of(submission.target()))
                        .flatMap(Optional::stream)
                        .toList(),
                submission.id(),
                submission.classColumn(),
                submission.target());
    }

    /** Names that the competition gives go before the order: ids first, masks last. */
    private static Columns columns(CsvTable sample, Submission submission) {
        List<String> others = new ArrayList<>(sample.columns());
        int expected = submission.classColumn().isPresent() ? 3 : 2;
        submission.classColumn().ifPresent(column -> {
            sample.column(column); // told, if there is none
            others.remove(column);
        });
        if (sample.columns().size() != expected) {
            throw new UserError(sample.name() + ": " + sample.columns().size() + " columns, expected " + expected
                    + ": id, " + (expected == 3 ? "class, " : "") + "mask");
        }
        boolean named = others.contains(submission.id()) || others.contains(submission.target());
        boolean turned =
                others.get(0).equals(submission.target()) || others.get(1).equals(submission.id());
        return new Columns(
                sample.columns(),
                others.get(named && turned ? 1 : 0),
                submission.classColumn(),
                others.get(named && turned ? 0 : 1));
    }

    /** What all cells have, if it is no mask. */
    private static String empty(List<String> cells) {
        List<String> different = cells.stream().distinct().toList();
        return different.size() == 1 && !Rle.isValid(different.get(0)) ? different.get(0) : "";
    }

    /** The places in the order of the sample. */
    private static List<Place> places(CsvTable sample, Columns columns, List<Place> places, boolean instances) {
        List<String> ids = sample.column(columns.id());
        Optional<List<String>> types = columns.type().map(sample::column);
        List<String> keys = IntStream.range(0, ids.size())
                .mapToObj(line ->
                        types.map(all -> ids.get(line) + ", " + all.get(line)).orElse(ids.get(line)))
                .toList();
        Findings findings = new Findings();
        List<Integer> order = SubmissionFormat.rows(
                sample, keys, places.stream().map(Place::key).toList(), instances, findings);
        findings.throwIfAny();
        return order.stream().map(places::get).toList();
    }
}

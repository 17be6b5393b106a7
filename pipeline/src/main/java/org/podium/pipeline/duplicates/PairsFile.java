package org.podium.pipeline.duplicates;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.podium.pipeline.run.CsvFile;

/**
 * Pairs as a CSV with the columns id_a, set_a, id_b, set_b (train or test), kind, distance and group: from 1, the same for
 * all pairs that are connected. Each image of a group is in one of its pairs at least.
 */
public final class PairsFile {
    private static final String[] HEADER = {"id_a", "set_a", "id_b", "set_b", "kind", "distance", "group"};

    private PairsFile() {}

    public static void write(Path file, List<Pair> pairs, ImageIds ids) throws IOException {
        UnionFind connected = new UnionFind(ids.size());
        pairs.forEach(pair -> connected.union(pair.a(), pair.b()));
        Map<Integer, Integer> groups = new HashMap<>();
        CsvFile.write(file, csv -> {
            csv.printRecord((Object[]) HEADER);
            for (Pair pair : pairs) {
                csv.printRecord(
                        ids.id(pair.a()),
                        ids.part(pair.a()).text(),
                        ids.id(pair.b()),
                        ids.part(pair.b()).text(),
                        pair.kind().text(),
                        pair.distance(),
                        groups.computeIfAbsent(connected.find(pair.a()), first -> groups.size() + 1));
            }
        });
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the file cannot be read, or names an image or a kind that there is not
     */
    public static List<Pair> read(Path file, ImageIds ids) throws IOException {
        Map<Part, Map<String, Integer>> indices = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            indices.put(part, ids.indices(part));
        }
        List<Pair> pairs = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            for (CSVRecord row : CsvFile.FORMAT
                    .builder()
                    .setSkipHeaderRecord(true)
                    .setHeader(HEADER)
                    .get()
                    .parse(in)) {
                pairs.add(new Pair(
                        Pair.Kind.of(row.get("kind")),
                        index(indices, row.get("set_a"), row.get("id_a")),
                        index(indices, row.get("set_b"), row.get("id_b")),
                        Double.parseDouble(row.get("distance"))));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is no list of duplicates of these images: " + e.getMessage(), e);
        }
        return pairs;
    }

    private static int index(Map<Part, Map<String, Integer>> indices, String part, String id) {
        Integer index = indices.get(Part.of(part)).get(id);
        if (index == null) {
            throw new IllegalArgumentException("there is no " + part + " image '" + id + "'");
        }
        return index;
    }
}

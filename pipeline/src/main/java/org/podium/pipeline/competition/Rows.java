package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows of a competition as columns of equal length.
 *
 * @param ids unique
 * @param images real paths of existing files within the data folder
 * @param labels one a row, none empty; absent for test rows and for segmentation
 * @param masks real paths of existing files within the data folder; only for training rows of a segmentation whose masks
 *     are files
 * @param runs the masks instead, if a table has them run-length encoded
 * @param groups what ties rows together, none empty; absent if the competition names no group
 * @param times when each row was taken, as {@link Times} reads it; absent if the competition names no time
 * @param columns cells of the table's other columns by name, in the table's order; none for folders
 */
public record Rows(
        List<String> ids,
        List<Path> images,
        Optional<List<String>> labels,
        Optional<List<Path>> masks,
        Optional<RleMasks> runs,
        Optional<List<String>> groups,
        Optional<List<String>> times,
        Map<String, List<String>> columns) {
    public Rows {
        ids = List.copyOf(ids);
        images = List.copyOf(images);
        labels = labels.map(List::copyOf);
        masks = masks.map(List::copyOf);
        groups = groups.map(List::copyOf);
        times = times.map(List::copyOf);
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        int size = ids.size();
        if (images.size() != ids.size()
                || labels.orElse(ids).size() != ids.size()
                || masks.orElse(images).size() != ids.size()
                || groups.orElse(ids).size() != ids.size()
                || times.orElse(ids).size() != ids.size()
                || columns.values().stream().anyMatch(cells -> cells.size() != size)) {
            throw new IllegalArgumentException("columns differ in length: " + ids.size() + " ids, " + images.size()
                    + " images, " + labels.map(List::size) + " labels, " + masks.map(List::size)
                    + " masks, " + groups.map(List::size) + " groups, "
                    + times.map(List::size) + " times, columns " + columns.keySet());
        }
    }

    public int size() {
        return ids.size();
    }

    Rows withoutLabels() {
        return new Rows(ids, images, Optional.empty(), masks, runs, groups, times, columns);
    }
}

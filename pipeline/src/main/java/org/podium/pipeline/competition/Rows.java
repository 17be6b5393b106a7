package org.podium.pipeline.competition;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Rows of a competition as columns of equal length.
 *
 * @param ids unique
 * @param images real paths of existing files within the data folder
 * @param labels one a row, none empty; absent for test rows
 * @param groups what ties rows together, none empty; absent if the competition names no group
 */
public record Rows(List<String> ids, List<Path> images, Optional<List<String>> labels, Optional<List<String>> groups) {
    public Rows {
        ids = List.copyOf(ids);
        images = List.copyOf(images);
        labels = labels.map(List::copyOf);
        groups = groups.map(List::copyOf);
        if (images.size() != ids.size()
                || labels.orElse(ids).size() != ids.size()
                || groups.orElse(ids).size() != ids.size()) {
            throw new IllegalArgumentException("columns differ in length: " + ids.size() + " ids, " + images.size()
                    + " images, " + labels.map(List::size) + " labels, " + groups.map(List::size) + " groups");
        }
    }

    public int size() {
        return ids.size();
    }

    Rows withoutLabels() {
        return new Rows(ids, images, Optional.empty(), groups);
    }
}

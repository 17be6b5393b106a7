package org.podium.pipeline.duplicates;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which image an index stands for: those of the training rows first, then those of the test rows.
 *
 * @param train unique ids
 * @param test unique ids
 */
public record ImageIds(List<String> train, List<String> test) {
    public ImageIds {
        train = List.copyOf(train);
        test = List.copyOf(test);
    }

    public int size() {
        return train.size() + test.size();
    }

    public String id(int image) {
        return part(image) == Part.TRAIN ? train.get(image) : test.get(image - train.size());
    }

    public Part part(int image) {
        return image < train.size() ? Part.TRAIN : Part.TEST;
    }

    /** Index of each id of a part. */
    Map<String, Integer> indices(Part part) {
        Map<String, Integer> indices = new HashMap<>();
        for (int i = 0; i < size(); i++) {
            if (part(i) == part) {
                indices.put(id(i), i);
            }
        }
        return indices;
    }
}

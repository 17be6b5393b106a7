package org.podium.pipeline.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;

/** A file of {@code golden/train}: what torch's optimizers and schedulers give. */
record TrainGolden(JsonNode root) {
    static TrainGolden read(String file) throws IOException {
        try (InputStream in = TrainGolden.class.getResourceAsStream("/golden/train/" + file)) {
            return new TrainGolden(new ObjectMapper().readTree(in));
        }
    }

    Set<String> keys() {
        Set<String> keys = new HashSet<>();
        root.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    JsonNode get(String key) {
        return root.get(key);
    }

    static double[] numbers(JsonNode list) {
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i).asDouble();
        }
        return numbers;
    }
}

package org.podium.pipeline.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.assertj.core.data.Offset;

/** A file of {@code golden/network}: what torch computes, in double precision. */
public final class Golden {
    /** How far fp32 may be from it, relative to the size of what is compared. */
    public static final double TOLERANCE = 1e-4;

    private final JsonNode root;

    private Golden(JsonNode root) {
        this.root = root;
    }

    public static Golden read(String file) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream("/golden/network/" + file)) {
            return new Golden(new ObjectMapper().readTree(in));
        }
    }

    static Golden of(JsonNode root) {
        return new Golden(root);
    }

    public JsonNode get(String key) {
        return root.get(key);
    }

    /** Numbers of a list. */
    public double[] numbers(String key) {
        JsonNode list = root.get(key);
        double[] numbers = new double[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i).asDouble();
        }
        return numbers;
    }

    /**
     * Compares the norm of every tensor that the file has, and five of its elements on the scale of its root mean square.
     *
     * @param tolerance relative
     */
    public void assertSummaries(String key, Map<String, float[]> tensors, double tolerance) {
        JsonNode expected = root.get(key);
        Set<String> names = new HashSet<>();
        expected.fieldNames().forEachRemaining(names::add);
        assertThat(tensors.keySet()).containsAll(names);
        names.forEach(name -> {
            float[] values = tensors.get(name);
            double norm = expected.get(name).get(0).asDouble();
            assertThat(norm(values)).as("norm of %s", name).isCloseTo(norm, Offset.offset(tolerance * norm));
            Offset<Double> offset = Offset.offset(tolerance * norm / Math.sqrt(values.length));
            for (int k = 0; k < 5; k++) {
                long at = (long) k * (values.length - 1) / 4;
                assertThat((double) values[(int) at])
                        .as("element %d of %s", at, name)
                        .isCloseTo(expected.get(name).get(1 + k).asDouble(), offset);
            }
        });
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}

package org.podium.pipeline.weights;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON header of a safetensors file. It is taken token by token, and what does not belong there is refused where it
 * begins: so a header costs little more than the tensors that it tells of.
 *
 * @param entries in the order of the header
 * @param metadata words about the weights
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {
    static final String METADATA = "__metadata__";

    /** A line takes about 120 bytes: the longest header has room for about as many. */
    private static final int MOST_ENTRIES = 100_000;

    /** Names are not kept for later: most are met once, and a stranger could choose them so that they collide. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** A tensor's line; its bytes are counted from the header's end. */
    record Entry(String name, String type, long[] shape, long begin, long end) {}

    /** @param text in UTF-8 */
    static SafetensorsHeader read(byte[] text) throws IOException {
        // Told that it is UTF-8, or the parser would guess UTF-16 and UTF-32 as well.
        InputStreamReader reader = new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.UTF_8);
        try (JsonParser json = JSON.createParser(reader)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("it is not a safetensors file: its header is not a JSON object");
            }
            List<Entry> entries = new ArrayList<>();
            Map<String, String> metadata = Map.of();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                if (name.equals(METADATA)) {
                    metadata = metadata(json);
                } else {
                    entries.add(entry(name, json));
                    requireFew(entries.size());
                }
            }
            if (json.nextToken() != null) {
                throw new IOException("it is not a safetensors file: its header is not JSON alone");
            }
            return new SafetensorsHeader(entries, metadata);
        } catch (JsonProcessingException e) {
            throw new IOException("it is not a safetensors file: its header is not JSON", e);
        }
    }

    private static void requireFew(int entries) throws IOException {
        if (entries > MOST_ENTRIES) {
            throw new IOException("its header has more than " + MOST_ENTRIES + " entries");
        }
    }

    private static Map<String, String> metadata(JsonParser json) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new IOException(METADATA + " is not a JSON object");
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            String word = json.nextTextValue();
            if (word == null) {
                throw new IOException(METADATA + " has something other than text under " + Text.shown(key));
            }
            metadata.put(key, word);
            requireFew(metadata.size());
        }
        return metadata;
    }

    private static Entry entry(String name, JsonParser json) throws IOException {
        String type = null;
        long[] shape = null;
        long[] offsets = null;
        boolean proper = json.currentToken() == JsonToken.START_OBJECT;
        while (proper && json.nextToken() == JsonToken.FIELD_NAME) {
            switch (json.currentName()) {
                case "dtype" -> proper = (type = json.nextTextValue()) != null;
                case "shape" -> proper = (shape = numbers(json, StoredTensor.MOST_DIMENSIONS)) != null;
                case "data_offsets" -> proper = (offsets = numbers(json, 2)) != null;
                default -> proper = false;
            }
        }
        if (!proper || type == null || shape == null || offsets == null || offsets.length != 2) {
            throw new IOException("tensor " + Text.shown(name) + " has no proper dtype, shape and data_offsets");
        }
        return new Entry(name, type, shape, offsets[0], offsets[1]);
    }

    /** The whole numbers of a list, from 0 on; null when it is anything else. */
    private static long[] numbers(JsonParser json, int most) throws IOException {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            return null;
        }
        long[] numbers = new long[4];
        int count = 0;
        while (json.nextToken() == JsonToken.VALUE_NUMBER_INT
                && count < most
                && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER
                && json.getLongValue() >= 0) {
            numbers = count == numbers.length ? Arrays.copyOf(numbers, 2 * count) : numbers;
            numbers[count++] = json.getLongValue();
        }
        return json.currentToken() == JsonToken.END_ARRAY ? Arrays.copyOf(numbers, count) : null;
    }
}

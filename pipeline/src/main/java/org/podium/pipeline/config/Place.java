package org.podium.pipeline.config;

/**
 * Where a value was written.
 *
 * @param source the file, or the command-line option
 * @param line from 1; 0 where the source has no lines
 * @param path key path from the root, such as {@code models[0].lr}; empty for the root
 */
record Place(String source, int line, String path) {
    Place key(String key) {
        return new Place(source, line, path.isEmpty() ? key : path + "." + key);
    }

    Place index(int index) {
        return new Place(source, line, path + "[" + index + "]");
    }

    Place onLine(int newLine) {
        return new Place(source, line == 0 ? 0 : newLine, path);
    }

    @Override
    public String toString() {
        return source + (line == 0 ? "" : ":" + line) + (path.isEmpty() ? "" : ": " + path);
    }
}

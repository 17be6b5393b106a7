package org.podium.pipeline.synthetic;

/** Hears how far the drawing is. */
@FunctionalInterface
public interface Progress {

    /**
     * @param done images drawn so far, from 1 to {@code total}
     * @param total images there will be
     */
    void report(int done, int total);
}

package org.podium.pipeline.bench;

/**
 * What a contender is asked to do.
 *
 * @param size height and width of the images, in pixels
 * @param batch images a call
 * @param calls training steps, or batches predicted
 */
public record Work(Kind kind, int size, int batch, int calls) {
    /** Which of the two. */
    public enum Kind {
        TRAIN,
        PREDICT
    }

    public Work {
        if (size < 32 || batch < 2 || calls < 1) {
            throw new IllegalArgumentException("images of at least 32 px, batches of at least 2 and at least one call, "
                    + "not " + size + " px, " + batch + " and " + calls);
        }
    }

    /** The same, so many times. */
    Work times(int calls) {
        return new Work(kind, size, batch, calls);
    }

    long images() {
        return (long) batch * calls;
    }
}

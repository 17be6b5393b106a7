package org.podium.pipeline.competition;

/** What happens when an image cannot be decoded. */
public enum BadImage {
    /** The run stops and names the image. */
    FAIL,
    /** A training row is dropped; a test row gets the class shares of the training rows as its prediction. */
    SKIP
}

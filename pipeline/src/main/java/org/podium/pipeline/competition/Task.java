package org.podium.pipeline.competition;

/** What a competition asks for. */
public enum Task {
    IMAGE_CLASSIFICATION
}

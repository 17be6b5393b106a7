package org.podium.pipeline.competition;

/** What happens when the same picture stands in training and validation rows of a fold. */
public enum Leakage {
    /** The run stops and names the pairs. */
    FAIL,
    /** The run goes on and says so. */
    WARN,
    /** Duplicates are tied together, and rows are split such that none stands on both sides. */
    GROUP
}

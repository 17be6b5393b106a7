package org.podium.pipeline.competition;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What happens when the same image, or nearly the same, is on both sides of a fold. */
public enum Leakage {
    /** The run stops and names the pairs. */
    @JsonProperty("fail")
    FAIL,
    /** The run says so and goes on. */
    @JsonProperty("warn")
    WARN,
    /** They become one group with what they resemble, and the rows are split so that groups stay whole. */
    @JsonProperty("group")
    GROUP
}

/**
 * Strict YAML for immutable records: read with line numbers, bound with every problem reported at once, written back with
 * every default, and described as JSON Schema. Knows nothing of competitions.
 */
package org.podium.pipeline.config;

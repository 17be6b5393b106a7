/** Measuring: podium's training step and prediction against DJL's own, and the memory of a worker. */
package org.podium.pipeline.bench;

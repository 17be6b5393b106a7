package org.podium.pipeline.predict;

/** From weights to class probabilities: inference, and averaging over test-time views. */

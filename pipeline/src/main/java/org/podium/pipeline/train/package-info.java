package org.podium.pipeline.train;

/** Fitting a network: optimizer, schedule, the loop over epochs, and what it watches for. */

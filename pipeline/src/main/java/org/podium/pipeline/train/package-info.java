/** Fitting a network: optimizer, schedule, the loop over epochs, and what it watches for. */
package org.podium.pipeline.train;

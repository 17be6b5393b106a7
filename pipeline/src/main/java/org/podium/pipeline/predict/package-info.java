/** From weights to class probabilities: inference, and averaging over test-time views. */
package org.podium.pipeline.predict;

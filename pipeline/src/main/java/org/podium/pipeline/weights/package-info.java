/** Pretrained weights: where they are published, the cache they are kept in, and how they get there. */
package org.podium.pipeline.weights;

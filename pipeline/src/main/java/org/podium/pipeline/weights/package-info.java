/**
 * Pretrained weights: where they are published, the cache they are kept in and how they get there; and the file formats
 * that people have them in, read as data and never run.
 */
package org.podium.pipeline.weights;

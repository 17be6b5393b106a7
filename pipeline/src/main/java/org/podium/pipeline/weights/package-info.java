/** Pretrained weights: the file formats that people have them in, read as data and never run. */
package org.podium.pipeline.weights;

/** Training a network from scratch on labelled images and on drawn ones, for its weights. */
package org.podium.pipeline.pretrain;

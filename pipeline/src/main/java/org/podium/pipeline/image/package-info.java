/** From image files to batches of uint8 pixels. */
package org.podium.pipeline.image;

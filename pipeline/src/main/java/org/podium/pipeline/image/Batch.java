package org.podium.pipeline.image;

import java.nio.ByteBuffer;

/**
 * Some rows' images, one after the other.
 *
 * @param rows the rows, as many as there are images
 * @param size height and width of every image
 * @param pixels uint8, rows x size x size x RGB, in a direct buffer that is reused once the batch has been handed back
 */
public record Batch(int[] rows, int size, ByteBuffer pixels) {}

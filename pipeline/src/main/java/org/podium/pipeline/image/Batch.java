package org.podium.pipeline.image;

import java.nio.ByteBuffer;

/**
 * Some rows' images, one after the other, and their masks if the rows have any.
 *
 * @param rows the rows, as many as there are images
 * @param size height and width of every image
 * @param pixels uint8, rows x size x size x RGB, in a direct buffer that is reused once the batch has been handed back
 * @param masks class indices, {@link MaskCoding#IGNORED} where none counts: uint8, rows x size x size, in a buffer of the
 *     same kind; empty without masks
 */
public record Batch(int[] rows, int size, ByteBuffer pixels, ByteBuffer masks) {}

package org.podium.pipeline.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Image files made in memory. */
final class Encoded {
    private Encoded() {}

    /** What fills an image: 0 to 255 for a place and a channel (0 red, 1 green, 2 blue, 3 alpha). */
    @FunctionalInterface
    interface Painter {
        int paint(int x, int y, int channel);
    }

    /** Coarse random patches, so that a file has some length and yet survives JPEG. */
    static Painter patches(long seed) {
        int[] values = new SplittableRandom(seed).ints(4096, 0, 256).toArray();
        return (x, y, channel) -> values[(x / 8 * 31 + y / 8 * 7 + channel * 1009) % values.length];
    }

    /**
     * The bytes of a file.
     *
     * @param suffix such as {@code .png}
     * @param channels 1, 3 or 4
     * @param flags of OpenCV's encoder
     */
    static byte[] of(String suffix, int width, int height, int channels, Painter painter, int... flags) {
        byte[] pixels = new byte[width * height * channels];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    // OpenCV's encoders want BGR.
                    int channel = channels > 1 && c < 3 ? 2 - c : c;
                    pixels[(y * width + x) * channels + c] = (byte) painter.paint(x, y, channel);
                }
            }
        }
        return encode(suffix, width, height, opencv_core.CV_8UC(channels), new BytePointer(pixels), flags);
    }

    /** Grey in 16 bits, the same value everywhere. */
    static byte[] deepPng(int width, int height, int value) {
        ByteBuffer pixels = ByteBuffer.allocate(2 * width * height).order(ByteOrder.nativeOrder());
        while (pixels.hasRemaining()) {
            pixels.putShort((short) value);
        }
        return encode(".png", width, height, opencv_core.CV_16UC1, new BytePointer(pixels.array()));
    }

    @SuppressWarnings("try") // the scope frees what is made inside it
    private static byte[] encode(String suffix, int width, int height, int type, BytePointer pixels, int... flags) {
        try (PointerScope scope = new PointerScope()) {
            BytePointer out = new BytePointer();
            Mat image = new Mat(height, width, type, pixels);
            if (!opencv_imgcodecs.imencode(suffix, image, out, new IntPointer(flags))) {
                throw new IllegalStateException("cannot encode " + suffix);
            }
            byte[] bytes = new byte[(int) out.limit()];
            out.get(bytes);
            return bytes;
        }
    }

    /**
     * Puts an EXIF segment into a JPEG, right after its first marker.
     *
     * @param orientation 1 to 8
     * @param thumbnail a small JPEG, which may be empty
     */
    static byte[] withExif(byte[] jpeg, int orientation, byte[] thumbnail) throws IOException {
        int entries = thumbnail.length > 0 ? 3 : 0;
        int second = 8 + 2 + 12 + 4;
        int data = second + 2 + 12 * entries + 4;
        ByteBuffer tiff = ByteBuffer.allocate(data + thumbnail.length).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put("II".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 1);
        entry(tiff, 0x0112, 3, orientation);
        tiff.putInt(entries > 0 ? second : 0);
        tiff.putShort((short) entries);
        if (entries > 0) {
            entry(tiff, 0x0103, 3, 6);
            entry(tiff, 0x0201, 4, data);
            entry(tiff, 0x0202, 4, thumbnail.length);
        }
        tiff.putInt(0).put(thumbnail);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        int length = 2 + 6 + tiff.capacity();
        out.write(new byte[] {(byte) 0xFF, (byte) 0xE1, (byte) (length >> 8), (byte) length});
        out.write("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        out.write(tiff.array());
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }

    private static void entry(ByteBuffer tiff, int tag, int type, int value) {
        tiff.putShort((short) tag).putShort((short) type).putInt(1).putInt(value);
    }
}

package org.podium.pipeline.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes pickles opcode by opcode, good ones and bad ones, and wraps them up as torch does. */
final class PickleBytes {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    PickleBytes() {
        raw(0x80, 2);
    }

    PickleBytes raw(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    /** ASCII characters, which many opcodes are. */
    PickleBytes ascii(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    PickleBytes repeat(int times, String ascii) {
        return ascii(ascii.repeat(times));
    }

    PickleBytes text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        raw('X').little(bytes.length, 4);
        out.writeBytes(bytes);
        return this;
    }

    PickleBytes whole(long number) {
        return raw(0x8a, 8).little(number, 8);
    }

    PickleBytes little(long number, int bytes) {
        for (int i = 0; i < bytes; i++) {
            out.write((int) (number >> 8 * i));
        }
        return this;
    }

    PickleBytes global(String module, String name) {
        return ascii("c" + module + "\n" + name + "\n");
    }

    /** A tuple of whole numbers. */
    PickleBytes tuple(long... numbers) {
        raw('(');
        for (long number : numbers) {
            whole(number);
        }
        return raw('t');
    }

    /** The persistent id of a storage of fp32 numbers. */
    PickleBytes storage(String key, long count) {
        return raw('(').text("storage")
                .global("torch", "FloatStorage")
                .text(key)
                .text("cpu")
                .whole(count)
                .raw('t', 'Q');
    }

    PickleBytes tensor(String key, long count, long offset, long[] shape, long[] stride) {
        return global("torch._utils", "_rebuild_tensor_v2")
                .raw('(')
                .storage(key, count)
                .whole(offset)
                .tuple(shape)
                .tuple(stride)
                .raw(0x89, '}', 't', 'R');
    }

    /** Key, then what {@code value} pushes, into the dictionary on the stack. */
    PickleBytes item(String key, PickleBytes value) {
        return text(key).then(value).raw('s');
    }

    /** What {@code value} does, without its own beginning. */
    PickleBytes then(PickleBytes value) {
        byte[] bytes = value.out.toByteArray();
        out.write(bytes, 2, bytes.length - 2);
        return this;
    }

    byte[] stop() {
        out.write('.');
        return out.toByteArray();
    }

    /** A pickle with one dictionary of one proper tensor of two numbers and what else {@code value} pushes. */
    static byte[] besideATensor(PickleBytes value) {
        return new PickleBytes()
                .raw('}')
                .item("weight", new PickleBytes().tensor("0", 2, 0, new long[] {2}, new long[] {1}))
                .item("extra", value)
                .stop();
    }

    /** A torch zip with this pickle, and a storage "0" of these many bytes. */
    static Path zip(Path file, byte[] pickle, int bytes) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            stored(zip, "archive/data.pkl", pickle);
            stored(zip, "archive/data/0", new byte[bytes]);
        }
        return file;
    }

    static void stored(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
    }

    /** A legacy file with this pickle and one storage "0". */
    static Path legacy(Path file, byte[] pickle, long declared, byte[] storage) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new PickleBytes()
                .raw(0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19)
                .stop());
        bytes.writeBytes(new PickleBytes().raw('M').little(1001, 2).stop());
        bytes.writeBytes(new PickleBytes()
                .raw('}')
                .item("little_endian", new PickleBytes().raw(0x88))
                .stop());
        bytes.writeBytes(pickle);
        bytes.writeBytes(new PickleBytes().raw(']').text("0").raw('a').stop());
        bytes.writeBytes(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(declared)
                .array());
        bytes.writeBytes(storage);
        return Files.write(file, bytes.toByteArray());
    }

    /** A safetensors file with this header and no numbers. */
    static Path safetensors(Path file, String header) throws IOException {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + text.length).order(ByteOrder.LITTLE_ENDIAN);
        return Files.write(file, bytes.putLong(text.length).put(text).array());
    }
}

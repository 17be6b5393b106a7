package org.podium.pipeline.network;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs the source of a program into the archive that libtorch loads as a TorchScript module.
 *
 * <p>The archive is a zip of stored (not deflated) entries: the format's version, the code, a table of constants (here
 * empty) and a pickled object of the class {@code Net} with the two attributes that every module has. A program has no
 * tensors of its own: weights are arguments. The same source gives the same bytes.
 */
final class TorchScriptArchive {
    /** Pickle, protocol 2: the empty tuple. */
    private static final byte[] NO_CONSTANTS = {(byte) 0x80, 2, ')', '.'};

    private TorchScriptArchive() {}

    /** The archive's bytes for a source in the serialized TorchScript dialect with one class, {@code Net}. */
    static byte[] of(String source) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "program/data.pkl", module());
            put(zip, "program/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            put(zip, "program/constants.pkl", NO_CONSTANTS);
            put(zip, "program/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Pickle, protocol 2: an object of class {@code __torch__.Net} with training = True and no backward hook. */
    private static byte[] module() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii("\u0080\u0002c__torch__\nNet\n)\u0081}("));
        out.writeBytes(text("training"));
        out.writeBytes(ascii("\u0088"));
        out.writeBytes(text("_is_full_backward_hook"));
        out.writeBytes(ascii("Nub."));
        return out.toByteArray();
    }

    private static byte[] text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(5 + utf8.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'X')
                .putInt(utf8.length)
                .put(utf8)
                .array();
    }

    private static byte[] ascii(String opcodes) {
        return opcodes.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}

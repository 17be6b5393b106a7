package org.podium.pipeline.weights;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.podium.pipeline.error.UserError;

/**
 * The files of {@code torch.save} and {@code torch.jit.save}: a pickle that says which tensors there are, and storages
 * with their numbers.
 *
 * <p>The zip format, since torch 1.6: entries {@code <folder>/data.pkl} and {@code <folder>/data/<key>}, and
 * {@code <folder>/byteorder} where it is known; TorchScript adds {@code <folder>/constants.pkl}. The legacy format: five
 * pickles (a magic number, the version, facts about the system, the object, the storages' keys) and then each storage's
 * count and numbers. As torch/serialization.py has them.
 */
final class TorchFile {
    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final int VERSION = 1001;

    private TorchFile() {}

    /** @param pickle the entry {@code <folder>/data.pkl} */
    static OpenFile zip(ZipFile zip, Map<String, ZipEntry> entries, ZipEntry pickle, Budget budget) throws IOException {
        String folder = pickle.getName().substring(0, pickle.getName().length() - "data.pkl".length());
        ByteOrder order = order(zip, entries.get(folder + "byteorder"));
        StateDict found = StateDict.of(TorchUnpickler.read(pickle(zip, pickle, budget)));
        boolean script = entries.containsKey(folder + "constants.pkl");
        Map<String, StoredTensor> tensors = tensors(found, order, storage -> {
            ZipEntry entry = entries.get(folder + "data/" + storage.key());
            return entry == null ? null : new ZipBytes(zip, entry, budget);
        });
        return new OpenFile(script ? "TorchScript" : "torch zip", tensors, found.wrapper(), Map.of(), budget, zip);
    }

    private static ByteArrayInputStream pickle(ZipFile zip, ZipEntry entry, Budget budget) throws IOException {
        if (entry.getSize() > TorchUnpickler.LONGEST) {
            throw new IOException("its pickle of " + entry.getSize() + " bytes is too long");
        }
        budget.take(entry.getSize());
        try (InputStream stream = zip.getInputStream(entry)) {
            return new ByteArrayInputStream(stream.readNBytes((int) entry.getSize()));
        }
    }

    private static ByteOrder order(ZipFile zip, ZipEntry entry) throws IOException {
        if (entry == null) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        try (InputStream stream = zip.getInputStream(entry)) {
            String order = new String(stream.readNBytes(10), StandardCharsets.US_ASCII);
            return switch (order) {
                case "little" -> ByteOrder.LITTLE_ENDIAN;
                case "big" -> ByteOrder.BIG_ENDIAN;
                default -> throw new IOException("its byte order is neither little nor big");
            };
        }
    }

    static OpenFile legacy(FileChannel channel, Budget budget) throws IOException {
        int length = (int) Math.min(channel.size(), TorchUnpickler.LONGEST);
        budget.take(length);
        ByteArrayInputStream front =
                new ByteArrayInputStream(FileBytes.copied(channel, 0, length).array());
        if (!MAGIC.equals(TorchUnpickler.read(front))) {
            throw new UserError("it is a pickle, but not one of torch.save");
        }
        if (!(TorchUnpickler.read(front) instanceof Integer version) || version != VERSION) {
            throw new IOException("it is of an unknown version of torch's format");
        }
        boolean little = TorchUnpickler.read(front) instanceof Map<?, ?> system
                && Boolean.TRUE.equals(system.get("little_endian"));
        if (!little) {
            throw new IOException("it was not written little endian");
        }
        Map<String, Pickled.Storage> declared = new HashMap<>();
        StateDict found = StateDict.of(TorchUnpickler.read(front, declared));
        if (!(TorchUnpickler.read(front) instanceof List<?> keys)) {
            throw new IOException("it has no list of storages");
        }
        Map<String, Bytes> storages = storages(channel, length - front.available(), keys, declared);
        Map<String, StoredTensor> tensors =
                tensors(found, ByteOrder.LITTLE_ENDIAN, storage -> storages.get(storage.key()));
        return new OpenFile("torch legacy pickle", tensors, found.wrapper(), Map.of(), budget, channel);
    }

    /** Where each storage's numbers are: one after the other, each behind its count, whatever type they are of. */
    private static Map<String, Bytes> storages(
            FileChannel channel, long begin, List<?> keys, Map<String, Pickled.Storage> declared) throws IOException {
        Map<String, Bytes> storages = new HashMap<>();
        long at = begin;
        for (Object key : keys) {
            Pickled.Storage storage = key instanceof String name ? declared.get(name) : null;
            if (storage == null || storages.containsKey(storage.key())) {
                throw new IOException("its list of storages has one that is not there, or one twice");
            }
            long count = FileBytes.copied(channel, at, Long.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getLong();
            long left = channel.size() - at - Long.BYTES;
            if (count != storage.count()
                    || count < 0
                    || count > left / storage.type().width()) {
                throw new IOException("its storage " + Text.shown(storage.key()) + " has " + count + " numbers where "
                        + storage.count() + " were declared and " + left + " bytes are left");
            }
            long size = count * storage.type().width();
            storages.put(storage.key(), new FileBytes(channel, at + Long.BYTES, size));
            at += Long.BYTES + size;
        }
        return storages;
    }

    /** Finds a storage in the file; null when it is not there. */
    private interface Storages {
        Bytes find(Pickled.Storage storage) throws IOException;
    }

    private static Map<String, StoredTensor> tensors(StateDict found, ByteOrder order, Storages storages)
            throws IOException {
        Map<String, StoredTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, Pickled.View> entry : found.tensors().entrySet()) {
            try {
                tensors.put(entry.getKey(), tensor(entry.getValue(), order, storages));
            } catch (IOException e) {
                throw new IOException("tensor " + Text.shown(entry.getKey()) + ": " + e.getMessage(), e);
            }
        }
        return tensors;
    }

    private static StoredTensor tensor(Pickled.View view, ByteOrder order, Storages storages) throws IOException {
        Pickled.Storage storage = view.storage();
        Bytes bytes = storages.find(storage);
        if (bytes == null) {
            throw new IOException("its storage " + Text.shown(storage.key()) + " is missing");
        }
        if (storage.count() < 0
                || storage.count() != bytes.size() / storage.type().width()) {
            throw new IOException("its storage is declared to have " + storage.count() + " numbers of type "
                    + storage.type() + ", but has " + bytes.size() + " bytes");
        }
        return StoredTensor.view(storage.type(), order, bytes, view.offset(), view.shape(), view.stride());
    }
}

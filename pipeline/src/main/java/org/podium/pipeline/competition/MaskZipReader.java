package org.podium.pipeline.competition;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.augment.ImageSize;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.MaskFile;

/**
 * Gives the masks of a zip of PNG files.
 *
 * @param name what messages call it
 */
record MaskZipReader(ZipFile zip, String name, MaskZipFormat format) implements MaskSubmissionReader {
    static MaskZipReader open(Path file, String name, MaskZipFormat format) {
        try {
            MaskZipReader reader = new MaskZipReader(new ZipFile(file.toFile()), name, format);
            try {
                reader.requireNames();
                return reader;
            } catch (UserError e) {
                reader.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UserError(name + ": cannot be read as a zip: " + e.getMessage(), e);
        }
    }

    private void requireNames() {
        Set<String> names = zip.stream().map(ZipEntry::getName).collect(Collectors.toCollection(LinkedHashSet::new));
        Set<String> expectedNames = Set.copyOf(format.names());
        Findings findings = new Findings();
        format.names().stream()
                .filter(expected -> !names.contains(expected))
                .forEach(expected -> findings.add("no file", name + ": no file '" + expected + "'"));
        names.stream()
                .filter(found -> !expectedNames.contains(found))
                .forEach(found -> findings.add("another file", name + ": file '" + found + "' is no test row's"));
        findings.throwIfAny();
    }

    @Override
    public byte[] mask(int testRow, ImageSize size) {
        ZipEntry entry = zip.getEntry(format.names().get(testRow));
        Path path = Path.of(name).resolve(entry.getName());
        try (InputStream in = zip.getInputStream(entry)) {
            try (Mat mask = MaskFile.decode(path, in.readAllBytes(), format.coding())) {
                return MaskBytes.of(mask, size, path.toString());
            }
        } catch (IOException e) {
            throw new UserError(e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UserError(name + ": cannot be read: " + e.getMessage(), e);
        }
    }
}

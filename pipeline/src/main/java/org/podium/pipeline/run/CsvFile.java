package org.podium.pipeline.run;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;

/** The CSV files of a run folder: UTF-8, comma, line feed, quotes where needed. */
public final class CsvFile {
    public static final CSVFormat FORMAT =
            CSVFormat.DEFAULT.builder().setRecordSeparator("\n").get();

    private CsvFile() {}

    /** Prints the lines, the header among them. */
    @FunctionalInterface
    public interface Content {
        void print(CSVPrinter csv) throws IOException;
    }

    /** Reads records by the names in the first line. */
    public static CSVParser parse(Reader in) throws IOException {
        return FORMAT.builder().setHeader().setSkipHeaderRecord(true).get().parse(in);
    }

    /** Writes a file that is there whole or not at all. */
    public static void write(Path file, Content content) throws IOException {
        AtomicFiles.write(file, temporary -> {
            try (BufferedWriter out = Files.newBufferedWriter(temporary);
                    CSVPrinter csv = new CSVPrinter(out, FORMAT)) {
                content.print(csv);
            }
        });
    }
}

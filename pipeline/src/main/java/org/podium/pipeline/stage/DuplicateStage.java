package org.podium.pipeline.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.podium.pipeline.duplicates.DuplicateFinder;
import org.podium.pipeline.duplicates.Duplicates;
import org.podium.pipeline.duplicates.ImageIds;
import org.podium.pipeline.duplicates.Pair;
import org.podium.pipeline.duplicates.PairsFile;
import org.podium.pipeline.duplicates.Part;
import org.podium.pipeline.duplicates.Sample;
import org.podium.pipeline.duplicates.Thresholds;
import org.podium.pipeline.duplicates.TiedRows;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.RunFolder;

/** Which images are the same, or nearly. */
final class DuplicateStage implements Stage {
    static final String FILE = "rows/duplicates.csv";
    /** Pairs that may be duplicates, where too few images are left to tell. */
    static final String DOUBTFUL = "rows/doubtful-pairs.csv";

    static final String THRESHOLDS = "rows/duplicates.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final RunFolder folder;

    /**
     * How it was decided: {@code rows/duplicates.json}.
     *
     * @param images that were looked at
     * @param flat those with too little contrast to be compared
     * @param pairs that were found
     */
    private record Compared(int images, int flat, int pairs, Thresholds thresholds) {}

    DuplicateStage(RunFolder folder) {
        this.folder = folder;
    }

    @Override
    public String name() {
        return "duplicates";
    }

    @Override
    public List<String> reads() {
        return List.of(RowTable.TRAIN, RowTable.TEST, LookTable.FILE, LookTable.THUMBNAILS);
    }

    @Override
    public List<String> writes() {
        return List.of(FILE, DOUBTFUL, THRESHOLDS);
    }

    @Override
    public String settings() {
        return "";
    }

    @Override
    public void run(Display display) throws IOException {
        LookedAt train = LookTable.train(folder);
        LookedAt test = LookTable.test(folder);
        List<Sample> samples = new ArrayList<>(samples(Part.TRAIN, train));
        samples.addAll(samples(Part.TEST, test));
        Duplicates found = DuplicateFinder.find(samples);
        ImageIds ids = ids(train.rows(), test.rows());
        PairsFile.write(folder.file(FILE), found.pairs(), ids);
        PairsFile.write(folder.file(DOUBTFUL), found.doubtful(), ids);
        AtomicFiles.write(
                folder.file(THRESHOLDS),
                temporary -> JSON.writeValue(
                        temporary.toFile(),
                        new Compared(found.images(), found.flat(), found.pairs().size(), found.thresholds())));
    }

    private static List<Sample> samples(Part part, LookedAt set) {
        return IntStream.range(0, set.size())
                .mapToObj(i ->
                        Sample.of(set.rows().ids().get(i), part, set.looks().get(i)))
                .toList();
    }

    static ImageIds ids(RowTable train, RowTable test) {
        return new ImageIds(train.ids(), test.ids());
    }

    /** The pairs that were found. */
    static List<Pair> pairs(RunFolder folder, ImageIds ids) throws IOException {
        return PairsFile.read(folder.file(FILE), ids);
    }

    /** The pairs that may be duplicates. */
    static List<Pair> doubtful(RunFolder folder, ImageIds ids) throws IOException {
        return PairsFile.read(folder.file(DOUBTFUL), ids);
    }

    /** How many images have too little contrast to be compared. */
    static int flat(RunFolder folder) throws IOException {
        return JSON.readValue(folder.file(THRESHOLDS).toFile(), Compared.class).flat();
    }

    /** A group for each training row that keeps duplicates, and the competition's groups, together. */
    static List<String> groups(RunFolder folder, RowTable train) throws IOException {
        ImageIds ids = ids(train, RowTable.read(folder.file(RowTable.TEST)));
        return TiedRows.groups(
                pairs(folder, ids), ids, train.grouped() ? Optional.of(train.groups()) : Optional.empty());
    }
}

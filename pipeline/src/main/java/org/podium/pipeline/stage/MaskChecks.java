package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.augment.Resize;
import org.podium.augment.Sample;
import org.podium.augment.Sequence;
import org.podium.ensemble.MaskMetric;
import org.podium.ensemble.MaskMetrics;
import org.podium.ensemble.PixelConfusion;
import org.podium.pipeline.check.CheckLine;
import org.podium.pipeline.check.MaskPairing;
import org.podium.pipeline.competition.CompetitionData;
import org.podium.pipeline.competition.MaskSubmissionFormat;
import org.podium.pipeline.competition.MaskSubmissionWriter;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.config.Records;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.ImageFacts;
import org.podium.pipeline.image.MaskCounts;
import org.podium.pipeline.image.MaskFile;
import org.podium.pipeline.image.MaskedRows;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.run.Seed;

/** What can be told of masks, classes, metric and submission before anything is trained. */
final class MaskChecks {
    /** Most rows whose masks are compared with their images, and about how many pixels of them. */
    private static final int MOST_ROWS = 100;

    private static final long MOST_PIXELS = 200_000_000;

    /** Blocks across and down a mask of the dry submission: runs, and so texts, stay short however large the image is. */
    private static final int BLOCKS = 8;

    private final RunConfig config;
    private final RunFolder folder;
    private final CompetitionData data;
    private final LookedAt train;
    private final LookedAt test;
    private final Inventory inventory;
    private final MaskTable masks;

    MaskChecks(
            RunConfig config,
            RunFolder folder,
            CompetitionData data,
            LookedAt train,
            LookedAt test,
            Inventory inventory)
            throws IOException {
        this.config = config;
        this.folder = folder;
        this.data = data;
        this.train = train;
        this.test = test;
        this.inventory = inventory;
        this.masks = MaskTable.read(folder);
    }

    List<CheckLine> lines(FoldReport folds) throws IOException {
        return List.of(
                DataChecks.images(inventory, train, test),
                classes(folds),
                DataChecks.folds(folds),
                pairing().line(),
                metric(),
                drySubmission());
    }

    /** That every class has pixels, and in every fold. */
    private CheckLine classes(FoldReport folds) {
        MaskCounts counts = masks.total();
        List<Long> total = counts.classes();
        long known = total.stream().mapToLong(Long::longValue).sum();
        long ignored = counts.ignored();
        List<String> names = inventory.classes();
        List<String> shares = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (int c = 0; c < total.size(); c++) {
            shares.add(String.format(Locale.ROOT, "%s %.1f %%", names.get(c), 100.0 * total.get(c) / known));
            if (total.get(c) == 0) {
                missing.add(names.get(c));
            }
        }
        String finding = total.size() + " classes with these shares of the pixels: " + String.join(", ", shares)
                + String.format(Locale.ROOT, "; %.1f %% are ignored", 100.0 * ignored / (ignored + known));
        if (!missing.isEmpty()) {
            return CheckLine.warned(
                    "classes",
                    finding + "; no mask has " + DataChecks.quoted(missing),
                    "Take these classes out of the class table, or look whether their values are right.");
        }
        return folds.rare().isEmpty()
                ? CheckLine.passed("classes", finding)
                : CheckLine.warned(
                        "classes",
                        finding + "; in fewer masks than there are folds: "
                                + DataChecks.quoted(List.copyOf(folds.rare().keySet())),
                        "Use fewer folds, or merge these classes: some fold cannot tell how well they are learnt.");
    }

    private MaskPairing pairing() throws IOException {
        MaskedRows rows = masks.rows(train.rows().imageRows(), config.competition());
        RandomGenerator random = new Seed(config.recipe().seed()).stream("check", "masks");
        int[] order = IntStream.range(0, train.size()).toArray();
        List<MaskPairing.Miniature> miniatures = new ArrayList<>();
        long pixels = 0;
        for (int i = 0; i < Math.min(MOST_ROWS, order.length) && pixels < MOST_PIXELS; i++) {
            int j = i + random.nextInt(order.length - i);
            int row = order[j];
            order[j] = order[i];
            miniatures.add(miniature(rows, row));
            ImageFacts facts = train.looks().get(row).facts();
            pixels += (long) facts.width() * facts.height();
        }
        return MaskPairing.of(miniatures, random);
    }

    @SuppressWarnings("try") // the scope frees what is made inside it
    private static MaskPairing.Miniature miniature(MaskedRows rows, int row) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            int side = MaskPairing.SIDE;
            Resize small = Records.with(Resize.DEFAULTS, "size", side);
            Sample sample = new Sequence(List.of(Records.with(small, "square", true)))
                    .apply(rows.read(row), transform -> new SplittableRandom(0));
            byte[] rgb = new byte[side * side * 3];
            sample.image().data().get(rgb);
            return new MaskPairing.Miniature(
                    rgb, MaskFile.bytes(sample.mask().orElseThrow().labels()));
        }
    }

    /** The metric of the truth itself, and of the commonest class everywhere. */
    private CheckLine metric() {
        MaskMetric metric = MaskMetrics.named(config.competition().metric());
        List<Long> total = masks.total().classes();
        int commonest = 0;
        for (int c = 1; c < total.size(); c++) {
            commonest = total.get(c) > total.get(commonest) ? c : commonest;
        }
        OptionalInt background = config.competition().backgroundIndex();
        PixelConfusion perfect = new PixelConfusion(total.size(), background);
        PixelConfusion constant = new PixelConfusion(total.size(), background);
        for (int c = 0; c < total.size(); c++) {
            perfect.add(c, c, total.get(c));
            constant.add(c, commonest, total.get(c));
        }
        double best = metric.score(perfect);
        double least = metric.score(constant);
        String finding = String.format(
                Locale.ROOT,
                "%s of a perfect prediction %.4g, of always '%s' %.4g",
                metric.name(),
                best,
                inventory.classes().get(commonest),
                least);
        return metric.higherIsBetter() == best > least && best != least
                ? CheckLine.passed("metric", finding)
                : CheckLine.failed(
                        "metric", finding, "Choose a metric that tells a perfect prediction from a constant.");
    }

    /** That a submission is written, read back and found to be what was written: blocks of all classes. */
    private CheckLine drySubmission() throws IOException {
        MaskSubmissionFormat format =
                MaskSubmissionFormat.of(config.competition(), Path.of(config.competitionFolder()), data);
        Path file = folder.file("dry-" + config.competition().submission().fileName());
        try {
            MaskSubmissionWriter.write(file, format, row -> {
                ImageFacts facts = test.looks().get(row).facts();
                return blocks(row, facts.width(), facts.height(), format.classes());
            });
            return CheckLine.passed(
                    "dry submission",
                    format.rows().size() + " masks of " + format.classes() + " classes, written and read back");
        } catch (UserError e) {
            return CheckLine.failed(
                    "dry submission", e.getMessage(), "Compare the sample submission with the class table.");
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /** One class after the other, from row to row too, so that there are all however many there are. */
    static Mat blocks(int row, int width, int height, int classes) {
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.length; i++) {
            int down = (int) ((long) BLOCKS * (i / width) / height);
            int across = (int) ((long) BLOCKS * (i % width) / width);
            pixels[i] = (byte) ((BLOCKS * (BLOCKS * (long) row + down) + across) % classes);
        }
        return MaskFile.mat(pixels, width, height);
    }
}

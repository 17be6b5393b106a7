package org.podium.pipeline.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.opencv_core.Mat;
import org.podium.augment.ImageSize;
import org.podium.pipeline.competition.BadImage;
import org.podium.pipeline.competition.CompetitionData;
import org.podium.pipeline.competition.Rows;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.image.BadImageException;
import org.podium.pipeline.image.ImageFacts;
import org.podium.pipeline.image.ImageLook;
import org.podium.pipeline.image.MaskFile;
import org.podium.pipeline.image.MaskLook;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.Hashes;
import org.podium.pipeline.run.RunFolder;

/** The tables and images of a competition, every image decoded once, to the rows that the other stages read. */
final class ReadStage implements Stage {
    private final RunConfig config;
    private final RunFolder folder;
    private final CompetitionData data;

    /** @param data tables read, images found but not looked at */
    ReadStage(RunConfig config, RunFolder folder, CompetitionData data) {
        this.config = config;
        this.folder = folder;
        this.data = data;
    }

    @Override
    public String name() {
        return "read";
    }

    @Override
    public List<String> reads() {
        return List.of();
    }

    @Override
    public List<String> writes() throws IOException {
        List<String> files = new ArrayList<>(
                List.of(Inventory.FILE, RowTable.TRAIN, RowTable.TEST, LookTable.FILE, LookTable.THUMBNAILS));
        if (masked()) {
            files.add(MaskTable.FILE);
        }
        if (data.train().runs().isPresent()) {
            Path root = folder.root().toAbsolutePath();
            MaskTable.read(folder)
                    .files()
                    .forEach(mask -> files.add(root.relativize(mask).toString()));
        }
        return files;
    }

    private boolean masked() {
        return config.competition().task().masks();
    }

    /** The tables' content, and size and time of each image: what is read only if one of these has changed. */
    @Override
    public String settings() throws IOException {
        MessageDigest digest = Hashes.sha256();
        for (Rows rows : List.of(data.train(), data.test())) {
            digest.update(unambiguous(rows.columns().keySet()));
            for (int i = 0; i < rows.size(); i++) {
                int row = i;
                List<String> cells = new ArrayList<>(List.of(rows.ids().get(i)));
                cells.addAll(touched(rows.images().get(i)));
                if (rows.masks().isPresent()) {
                    cells.addAll(touched(rows.masks().get().get(i)));
                }
                rows.runs()
                        .ifPresent(runs ->
                                runs.lines().getOrDefault(row, List.of()).forEach(line -> cells.add(line.toString())));
                Stream.of(rows.labels(), rows.groups(), rows.times())
                        .map(column -> column.map(all -> all.get(row)).orElse(""))
                        .forEach(cells::add);
                rows.columns().values().forEach(column -> cells.add(column.get(row)));
                digest.update(unambiguous(cells));
            }
        }
        return Hashes.hex(digest)
                + RunConfig.yaml(config.competition())
                + config.recipe().onBadImage();
    }

    private static List<String> touched(Path image) throws IOException {
        BasicFileAttributes file = Files.readAttributes(image, BasicFileAttributes.class);
        return List.of(
                image.toString(), file.size() + " " + file.lastModifiedTime().toMillis());
    }

    @Override
    public void run(Display display) throws IOException, InterruptedException {
        Map<String, String> badTrain = new TreeMap<>();
        Map<String, String> badTest = new TreeMap<>();
        Seen train;
        Seen test;
        try (Display.Task task = display.task("read images")) {
            int total = data.train().size() + data.test().size();
            train = look(data.train(), badTrain, task, 0, total);
            test = look(data.test(), badTest, task, data.train().size(), total);
        }
        refuse(badTrain, badTest);
        Inventory result = new Inventory(
                data.classes(), counts(train.images().rows()), train.size(), test.size(), badTrain, badTest);
        for (int c = 0; c < result.classes().size(); c++) {
            // A class table may list what no mask has: the check tells of it.
            if (result.counts().get(c) == 0 && !masked()) {
                throw new UserError("class '" + result.classes().get(c) + "' has no image left that can be decoded");
            }
        }
        if (masked() && result.counts().stream().allMatch(count -> count == 0)) {
            throw new UserError("no training mask is left with a pixel that is not ignored: there is nothing to learn;"
                    + " compare the class table with the values of the masks");
        }
        if (test.size() == 0) {
            throw new UserError("no test image is left that can be decoded: there is nothing to predict");
        }
        if (!badTrain.isEmpty() || !badTest.isEmpty()) {
            display.line("read      left out " + badTrain.size() + " training and " + badTest.size()
                    + " test images that cannot be decoded, named in " + Inventory.FILE);
        }
        train.images().rows().write(folder.file(RowTable.TRAIN));
        test.images().rows().write(folder.file(RowTable.TEST));
        if (masked()) {
            train.masks().write(folder, data.classes());
            train.masks().deleteOthers(folder);
        }
        LookTable.write(folder, train.images(), test.images());
        result.write(folder.file(Inventory.FILE));
    }

    private List<Integer> counts(RowTable train) {
        int[] counts = new int[data.classes().size()];
        Arrays.stream(train.classSets(data.classes()))
                .flatMapToInt(Arrays::stream)
                .forEach(c -> counts[c]++);
        return Arrays.stream(counts).boxed().toList();
    }

    private void refuse(Map<String, String> badTrain, Map<String, String> badTest) {
        if (masked() && !badTest.isEmpty()) {
            Map.Entry<String, String> first = badTest.entrySet().iterator().next();
            throw new UserError("test row " + first.getKey() + ": " + first.getValue()
                    + "; a mask has the size of its image, so a test image cannot be left out: repair it");
        }
        int bad = badTrain.size() + badTest.size();
        if (bad > 0 && config.recipe().onBadImage() == BadImage.FAIL) {
            List<String> lines = new ArrayList<>();
            badTrain.forEach((id, reason) -> lines.add("training row " + id + ": " + reason));
            badTest.forEach((id, reason) -> lines.add("test row " + id + ": " + reason));
            int most = 5;
            List<String> shown = new ArrayList<>(lines.subList(0, Math.min(most, lines.size())));
            if (bad > most) {
                shown.add("and " + (bad - most) + " more");
            }
            shown.add("Repair or remove them, or leave them out with on-bad-image: skip");
            throw new UserError(shown);
        }
    }

    /** Rows that can be used, with what was seen of them; no masks where there are none. */
    private record Seen(LookedAt images, MaskTable masks) {
        int size() {
            return images.size();
        }
    }

    /** An image, with its mask if there is one, or what is wrong with it. */
    private record Look(ImageLook image, Optional<Path> file, Optional<MaskLook> mask, String problem) {}

    private Seen look(Rows rows, Map<String, String> bad, Event.Sink events, int before, int total)
            throws IOException, InterruptedException {
        ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<Look>> looks = new ArrayList<>();
            for (int i = 0; i < rows.size(); i++) {
                int row = i;
                looks.add(threads.submit(() -> look(rows, row)));
            }
            List<Integer> good = new ArrayList<>();
            List<Look> seen = new ArrayList<>();
            for (int i = 0; i < looks.size(); i++) {
                Look look = looks.get(i).get();
                if (look.problem() == null) {
                    good.add(i);
                    seen.add(look);
                } else {
                    bad.put(rows.ids().get(i), look.problem());
                }
                events.tell(new Event.Progress(before + i + 1, total, "", false));
            }
            return new Seen(
                    new LookedAt(
                            table(rows, good, seen),
                            seen.stream().map(Look::image).toList()),
                    masks(rows, good, seen));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof UserError user) {
                throw user;
            }
            throw new IllegalStateException("an image could not be looked at", e.getCause());
        } finally {
            threads.shutdownNow();
            // Masks may be drawn yet, into a folder that is removed when the stage fails.
            threads.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    private Look look(Rows rows, int row) throws IOException {
        try {
            ImageLook image = ImageLook.read(rows.images().get(row));
            Optional<Path> mask = mask(rows, row, image.facts());
            MaskLook look = mask.isPresent()
                    ? MaskLook.read(mask.get(), MaskTable.coding(config.competition()), image.facts())
                    : null;
            return new Look(image, mask, Optional.ofNullable(look), null);
        } catch (BadImageException e) {
            return new Look(null, Optional.empty(), Optional.empty(), e.getMessage());
        }
    }

    /** The file with the mask of a row; one that a table has as runs is drawn. */
    @SuppressWarnings("try") // the scope frees what is made inside it
    private Optional<Path> mask(Rows rows, int row, ImageFacts image) throws IOException {
        if (rows.runs().isEmpty()) {
            return rows.masks().map(files -> files.get(row));
        }
        byte[] indices = rows.runs().get().mask(row, new ImageSize(image.width(), image.height()));
        Path file = folder.file(String.format(Locale.ROOT, MaskTable.DRAWN, row));
        try (PointerScope scope = new PointerScope()) {
            Mat mask = MaskFile.mat(indices, image.width(), image.height());
            byte[] png = MaskFile.png(mask, MaskTable.coding(config.competition()));
            Files.createDirectories(file.getParent());
            AtomicFiles.write(file, temporary -> Files.write(temporary, png));
        }
        return Optional.of(file.toAbsolutePath());
    }

    private RowTable table(Rows rows, List<Integer> good, List<Look> looks) {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        rows.columns().forEach((name, cells) -> columns.put(name, pick(cells, good)));
        return new RowTable(
                pick(rows.ids(), good),
                good.stream().map(rows.images()::get).toList(),
                looks.stream().map(look -> look.image().sha256()).toList(),
                rows.masks().isPresent() || rows.runs().isPresent() ? present(looks) : pick(rows.labels(), good),
                pick(rows.groups(), good),
                pick(rows.times(), good),
                columns);
    }

    private List<String> present(List<Look> looks) {
        return looks.stream()
                .map(look -> MaskTable.present(look.mask().orElseThrow().pixels(), data.classes()))
                .toList();
    }

    private static MaskTable masks(Rows rows, List<Integer> good, List<Look> looks) {
        List<MaskLook> masks =
                looks.stream().flatMap(look -> look.mask().stream()).toList();
        return new MaskTable(
                pick(rows.ids(), good),
                looks.stream().flatMap(look -> look.file().stream()).toList(),
                masks.stream().map(MaskLook::sha256).toList(),
                masks.stream().map(MaskLook::pixels).toList());
    }

    /** Texts one after the other, each with its length before it. */
    private static byte[] unambiguous(Collection<String> texts) {
        return texts.stream()
                .map(text -> text.length() + ":" + text)
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> pick(List<String> cells, List<Integer> rows) {
        return rows.stream().map(cells::get).toList();
    }

    /** Empty texts where there is no such column. */
    private static List<String> pick(Optional<List<String>> cells, List<Integer> rows) {
        return cells.map(all -> pick(all, rows)).orElse(Collections.nCopies(rows.size(), ""));
    }
}

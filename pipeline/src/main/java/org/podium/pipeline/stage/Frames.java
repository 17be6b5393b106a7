package org.podium.pipeline.stage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.podium.augment.Border;
import org.podium.augment.Change;
import org.podium.augment.ImageSize;
import org.podium.augment.Mask;
import org.podium.augment.Sample;
import org.podium.augment.Sequence;
import org.podium.augment.Window;
import org.podium.pipeline.competition.Recipe;
import org.podium.pipeline.image.ImageRows;
import org.podium.pipeline.image.MaskCoding;
import org.podium.pipeline.image.MaskCounts;
import org.podium.pipeline.image.MaskFile;
import org.podium.pipeline.predict.PixelPredictor;
import org.podium.pipeline.predict.Windows;
import org.podium.pipeline.report.ChangeWords;
import org.podium.pipeline.report.ContactSheet;
import org.podium.pipeline.report.Overlay;
import org.podium.pipeline.report.Picture;
import org.podium.pipeline.run.Seed;
import org.podium.pipeline.train.Augmentation;

/**
 * The pictures of a row on an {@link AugmentSheet}.
 *
 * @param epoch the first that is shown
 * @param draws epochs that are shown
 * @param overlay how masks are shown; empty if the task has none
 * @param classes their names
 */
record Frames(Recipe.Model model, Seed seed, int epoch, int draws, Optional<Overlay> overlay, List<String> classes) {
    /** The only fold that every plan has. */
    private static final int FOLD = 0;

    /** What prediction calls the view without test-time augmentation. */
    private static final String PLAIN = "identity";

    private static final String EVALUATION = "evaluation";

    /** A line may end behind it, not before. */
    private static final String BETWEEN = "\u00a0· ";

    /** Everything that is shown of a row: its file, what evaluation sees of it, training epoch by epoch. */
    @SuppressWarnings("try") // the scope frees what is made inside it
    ContactSheet.Strip strip(TrainingSamples samples, int row) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Source source = new Source(samples.images(), row, samples.read(row));
            Sample sample = source.sample();
            List<ContactSheet.Frame> frames = new ArrayList<>();
            frames.add(frame(ContactSheet.Kind.ORIGINAL, "original", "as its file has it", sample));
            frames.add(model.segments() ? window(sample) : view(source));
            Sequence augment = new Sequence(model.augment());
            for (int e = epoch; e < epoch + draws; e++) {
                ImageRows.Streams streams = Augmentation.streams(seed, model, FOLD, e);
                frames.add(drawn(ContactSheet.Kind.TRAINING, "epoch " + e, augment, streams, source));
            }
            String label = sample.mask()
                    .map(this::present)
                    .or(() -> samples.rows().labels().map(labels -> labels.get(row)))
                    .orElse("");
            return new ContactSheet.Strip(source.id(), label, frames);
        }
    }

    /**
     * A row that is shown.
     *
     * @param sample what its files have
     */
    private record Source(ImageRows images, int row, Sample sample) {
        String id() {
            return images.ids().get(row);
        }

        /** What training and evaluation make of it: only with a mask is all of a large JPEG decoded. */
        Sample through(Sequence transforms, ImageRows.Streams streams, Change drawn) throws IOException {
            return sample.mask().isPresent()
                    ? drawn.apply(sample)
                    : images.through(transforms, streams).sample(row);
        }
    }

    private ContactSheet.Frame view(Source source) throws IOException {
        ImageRows.Streams streams = (id, transform) -> seed.stream("view", PLAIN, id, transform);
        return drawn(ContactSheet.Kind.EVALUATION, EVALUATION, new Sequence(model.view()), streams, source);
    }

    private ContactSheet.Frame drawn(
            ContactSheet.Kind kind, String name, Sequence transforms, ImageRows.Streams streams, Source source)
            throws IOException {
        Change change = transforms.draw(source.sample(), transform -> streams.stream(source.id(), transform));
        return changed(kind, name, change, source.sample().size(), source.through(transforms, streams, change));
    }

    /** The window in the middle; an image smaller than a window is continued by its mirror image. */
    private ContactSheet.Frame window(Sample sample) {
        int side = model.windowSize();
        int span = model.window().span(side);
        ImageSize size = sample.size();
        Windows across =
                new Windows(Math.max(size.width(), span), span, model.window().overlap());
        Windows down =
                new Windows(Math.max(size.height(), span), span, model.window().overlap());
        int left = middle(across) - (across.length() - size.width()) / 2;
        int top = middle(down) - (down.length() - size.height()) / 2;
        Border mirrored = new Border(Border.Mode.REFLECT_101, 0);
        Window part = new Window(left, top, ImageSize.square(span), ImageSize.square(span), mirrored);
        Window window = new Window(left, top, part.source(), ImageSize.square(side), mirrored);
        Sample seen = new Sample(
                PixelPredictor.given(part.apply(sample.image()), side),
                sample.mask().map(window::apply),
                List.of(),
                List.of());
        int count = across.count() * down.count();
        ContactSheet.Frame frame = changed(ContactSheet.Kind.EVALUATION, EVALUATION, window, size, seen);
        return count == 1 ? frame : frame.also(BETWEEN + "one of " + count + " windows");
    }

    private static int middle(Windows windows) {
        return windows.start(windows.count() / 2);
    }

    /** @param input the size of what the change was drawn for, and became {@code seen} */
    private ContactSheet.Frame changed(
            ContactSheet.Kind kind, String name, Change change, ImageSize input, Sample seen) {
        List<String> words = ChangeWords.of(change, input);
        return frame(kind, name, words.isEmpty() ? "unchanged" : String.join(BETWEEN, words), seen);
    }

    private ContactSheet.Frame frame(ContactSheet.Kind kind, String name, String words, Sample sample) {
        ImageSize size = sample.size();
        return new ContactSheet.Frame(
                kind,
                name,
                words,
                size.width() + "×" + size.height(),
                sample.mask().map(this::shares).orElse(""),
                Picture.photo(sample.image()),
                sample.mask().map(mask -> Picture.mask(mask.labels(), overlay.orElseThrow())));
    }

    private String present(Mask mask) {
        return MaskTable.present(MaskCounts.of(mask.labels(), classes.size()), classes, ", ");
    }

    /** The classes of a mask, the largest first. */
    private String shares(Mask mask) {
        long[] counts = new long[MaskCoding.IGNORED + 1];
        for (byte index : MaskFile.bytes(mask.labels())) {
            counts[index & 0xFF]++;
        }
        return IntStream.range(0, counts.length)
                .filter(c -> counts[c] > 0)
                .boxed()
                .sorted(Comparator.comparingLong(c -> -counts[c]))
                .map(c -> String.format(
                        Locale.ROOT,
                        "%s %.1f %%",
                        c == MaskCoding.IGNORED ? "ignored" : classes.get(c),
                        100.0 * counts[c] / mask.labels().total()))
                .collect(Collectors.joining(", "));
    }
}

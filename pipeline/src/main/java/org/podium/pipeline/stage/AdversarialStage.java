package org.podium.pipeline.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.podium.pipeline.adversarial.AdversarialResult;
import org.podium.pipeline.adversarial.AdversarialValidation;
import org.podium.pipeline.adversarial.Features;
import org.podium.pipeline.competition.RunConfig;
import org.podium.pipeline.image.ImageFacts;
import org.podium.pipeline.run.AtomicFiles;
import org.podium.pipeline.run.Display;
import org.podium.pipeline.run.RunFolder;
import org.podium.pipeline.run.Seed;

/** How well training rows can be told from test rows, by their images and by the columns that both tables have. */
final class AdversarialStage implements Stage {
    static final String FILE = "adversarial.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final RunConfig config;
    private final RunFolder folder;

    AdversarialStage(RunConfig config, RunFolder folder) {
        this.config = config;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "adversarial";
    }

    @Override
    public List<String> reads() {
        return List.of(RowTable.TRAIN, RowTable.TEST, LookTable.FILE, LookTable.THUMBNAILS);
    }

    @Override
    public List<String> writes() {
        return List.of(FILE);
    }

    @Override
    public String settings() {
        return "" + config.recipe().seed();
    }

    @Override
    public void run(Display display) throws IOException {
        LookedAt train = LookTable.train(folder);
        LookedAt test = LookTable.test(folder);
        AdversarialResult result = AdversarialValidation.of(
                features(train, test.rows().columns().keySet()),
                features(test, train.rows().columns().keySet()),
                new Seed(config.recipe().seed()));
        AtomicFiles.write(folder.file(FILE), temporary -> JSON.writeValue(temporary.toFile(), result));
    }

    /** What was found, once the stage has run. */
    AdversarialResult result() throws IOException {
        return JSON.readValue(folder.file(FILE).toFile(), AdversarialResult.class);
    }

    /** @param shared columns of the other table */
    private static Features features(LookedAt set, Set<String> shared) {
        Features features = Features.of(set.size())
                .withNumbers("image width", numbers(set, ImageFacts::width))
                .withNumbers("image height", numbers(set, ImageFacts::height))
                .withNumbers("aspect ratio", numbers(set, facts -> (double) facts.width() / facts.height()))
                .withNumbers("file bytes", numbers(set, ImageFacts::fileBytes))
                .withNumbers(
                        "bytes a pixel",
                        numbers(set, facts -> (double) facts.fileBytes() / facts.width() / facts.height()))
                .withNumbers("mean of red", numbers(set, ImageFacts::meanR))
                .withNumbers("mean of green", numbers(set, ImageFacts::meanG))
                .withNumbers("mean of blue", numbers(set, ImageFacts::meanB))
                .withNumbers("sd of red", numbers(set, ImageFacts::sdR))
                .withNumbers("sd of green", numbers(set, ImageFacts::sdG))
                .withNumbers("sd of blue", numbers(set, ImageFacts::sdB))
                .withNumbers("sharpness", numbers(set, ImageFacts::sharpness))
                .withTexts("pixel mode", texts(set, ImageFacts::mode))
                .withTexts("file format", texts(set, ImageFacts::format));
        for (String column : set.rows().columns().keySet()) {
            if (shared.contains(column)) {
                features = features.withTexts(
                        "column " + column, set.rows().columns().get(column));
            }
        }
        return set.rows().grouped() ? features.withGroups(set.rows().groups()) : features;
    }

    private static double[] numbers(LookedAt set, ToDoubleFunction<ImageFacts> number) {
        return set.looks().stream()
                .mapToDouble(look -> number.applyAsDouble(look.facts()))
                .toArray();
    }

    private static List<String> texts(LookedAt set, Function<ImageFacts, String> text) {
        return set.looks().stream().map(look -> text.apply(look.facts())).toList();
    }
}

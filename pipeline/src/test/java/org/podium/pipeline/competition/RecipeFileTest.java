package org.podium.pipeline.competition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.augment.Border;
import org.podium.augment.CenterCrop;
import org.podium.augment.HorizontalFlip;
import org.podium.augment.OneOf;
import org.podium.augment.RandomResizedCrop;
import org.podium.augment.Range;
import org.podium.augment.Resize;
import org.podium.augment.Rotate;
import org.podium.augment.Rotate90;
import org.podium.augment.Sequence;
import org.podium.augment.SomeOf;
import org.podium.augment.Sometimes;
import org.podium.augment.Transform;
import org.podium.augment.Transpose;
import org.podium.augment.VerticalFlip;
import org.podium.pipeline.competition.Recipe.Model;
import org.podium.pipeline.config.Records;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.network.Networks;

class RecipeFileTest {
    @TempDir
    private Path folder;

    private Recipe read(String yaml, String... settings) throws IOException {
        return RecipeFile.read(Files.writeString(folder.resolve("recipe.yaml"), yaml), List.of(settings));
    }

    private List<String> problems(String yaml, String... settings) throws IOException {
        try {
            return List.of("none: " + read(yaml, settings));
        } catch (UserError e) {
            return Arrays.asList(e.getMessage().replace(folder + "/", "").split("\n"));
        }
    }

    @Test
    void anEmptyFileIsTheDefaultRecipe() throws IOException {
        assertThat(read("")).isEqualTo(Recipe.DEFAULTS);
        assertThat(Model.DEFAULTS.imageSize()).isEqualTo(224);
        assertThat(Model.DEFAULTS.viewSize()).isEqualTo(224);
    }

    @Test
    void defaultsOfTheFileLieUnderEveryModel() throws IOException {
        Recipe recipe = read("""
                defaults:
                  epochs: 3
                  lr: 2e-3
                  augment:
                    - random-resized-crop: {size: 64, scale: [0.5, 1.0]}
                    - horizontal-flip
                  view: [{resize: {size: 64, square: true}}]
                models:
                  - network: resnet10
                  - network: resnet34
                    epochs: 5
                  -
                """, "models[0].lr=3e-4", "defaults.batch-size=8");

        assertThat(recipe.models()).extracting(Model::network).containsExactly("resnet10", "resnet34", "resnet18");
        assertThat(recipe.models()).extracting(Model::epochs).containsExactly(3, 5, 3);
        assertThat(recipe.models())
                .extracting(Model::lr)
                .extracting(LearningRate::base)
                .containsExactly(3e-4, 2e-3, 2e-3);
        assertThat(recipe.models()).extracting(Model::batchSize).containsExactly(8, 8, 8);
        assertThat(recipe.models().get(2).augment())
                .containsExactly(
                        new RandomResizedCrop(64, new Range(0.5, 1), RandomResizedCrop.DEFAULTS.ratio()),
                        HorizontalFlip.DEFAULTS);
    }

    @Test
    void aRateOfTheDefaultsStaysTheBaseWhereAModelSaysPerHowManyRows() throws IOException {
        LearningRate scaled = new LearningRate(0.1, Optional.of(256));
        String defaults = "defaults: {lr: 0.1}\nmodels: [{lr: {per: 256}}, {lr: 0.2}]";
        assertThat(read(defaults).models())
                .extracting(Model::lr)
                .containsExactly(scaled, new LearningRate(0.2, Optional.empty()));
        assertThat(read("defaults: {lr: 0.1}\nmodels: [{}]", "models[0].lr.per=256")
                        .models()
                        .get(0)
                        .lr())
                .isEqualTo(scaled);
        assertThat(read("models: [{lr: 0.1}]", "models[0].lr.per=256")
                        .models()
                        .get(0)
                        .lr())
                .isEqualTo(scaled);
        assertThat(read("defaults: {lr: 0.1}", "defaults.lr.per=256")
                        .models()
                        .get(0)
                        .lr())
                .isEqualTo(scaled);
    }

    @Test
    void settingsReachIntoChoicesHoweverTheFileWritesThem() throws IOException {
        String file = "models: [{optimizer: {adamw: {beta1: 0.8}}, average: ema, schedule: {step: 3}}]";
        Model model = read(
                        file,
                        "models[0].optimizer.sgd.momentum=0.5",
                        "models[0].optimizer.sgd.nesterov=false",
                        "models[0].average.swa=2",
                        "models[0].schedule.step.factor=0.5")
                .models()
                .get(0);
        assertThat(model.optimizer()).isEqualTo(new OptimizerChoice.Sgd(0.5, false));
        assertThat(model.average()).contains(new WeightAverage.Swa(2));
        assertThat(model.schedule()).isEqualTo(new ScheduleChoice.Step(3, 0.5));
        assertThat(read(file, "models[0].average.ema=0.9").models().get(0).average())
                .contains(new WeightAverage.Ema(0.9));
    }

    @Test
    void defaultsOfTheFileMakeAModelWhereNoneIsListed() throws IOException {
        assertThat(read("defaults: {network: resnet34}").models())
                .singleElement()
                .satisfies(model -> {
                    assertThat(model.network()).isEqualTo("resnet34");
                    assertThat(model.name()).isEqualTo("resnet34");
                });
    }

    @Test
    void modelsWithoutANameTakeTheirNetworksNumberedFromTheSecondOn() throws IOException {
        assertThat(read("models: [{network: resnet10}, {name: resnet10-2}, {network: resnet10}, {name: big}, {}]")
                        .models())
                .extracting(Model::name)
                .containsExactly("resnet10", "resnet10-2", "resnet10-3", "big", "resnet18");
    }

    @Test
    void whatIsWrittenReadsBackEqual() throws IOException {
        Recipe recipe = read("""
                seed: 7
                workers: 2
                folds: {kind: stratified-group, k: 3, repeats: 2, inner: 0.1}
                leakage: group
                on-bad-image: skip
                models:
                  - {network: resnet50, clip-norm: none, patience: 4, augment: [color-jitter, {center-crop: {size: 9}}]}
                  - {weights: a.safetensors}
                tta: {random-crops: 3, domain: logit}
                ensemble: {method: best}
                """);
        String written = RecipeFile.write(recipe);

        assertThat(read(written)).isEqualTo(recipe);
        assertThat(written)
                .contains(
                        "clip-norm: none",
                        "device: auto",
                        "threads: none",
                        "label-smoothing: 0.0",
                        "mean: [0.485, 0.456");
        assertThat(read(RecipeFile.write(Recipe.DEFAULTS))).isEqualTo(Recipe.DEFAULTS);
    }

    @Test
    void allProblemsAreToldAtOnceAndThoseOfDefaultsOnce() throws IOException {
        assertThat(problems("""
                        sed: 3
                        device: gpu
                        folds: {kind: holdout, k: 1, fraction: 1.5, gap: 1}
                        precision: bf61
                        defaults:
                          epochs: 0
                          lerning-rate: 1
                        models:
                          - {network: resnet19, lr: -1, width: zero}
                          - {name: ../up}
                        """, "tta.random-crops=-1"))
                .containsExactly(
                        "--set tta.random-crops=-1: tta.random-crops: -1, expected at least 0",
                        "recipe.yaml:1: sed: unknown key; did you mean 'seed'?",
                        "recipe.yaml:2: device: 'gpu', expected auto, cpu, cuda or cuda:N",
                        "recipe.yaml:3: folds.k: 1, expected at least 2",
                        "recipe.yaml:3: folds.fraction: 1.5, expected a share between 0 and 1",
                        "recipe.yaml:3: folds.gap: given, but holdout does not use it",
                        "recipe.yaml:4: precision: 'bf61', expected one of auto, bf16, fp32; did you mean 'bf16'?",
                        "recipe.yaml:6: defaults.epochs: 0, expected at least 1",
                        "recipe.yaml:7: defaults.lerning-rate: unknown key; there are name, network, backbone,"
                                + " width, dropout, weights, freeze, epochs, batch-size, accumulate, optimizer, lr,"
                                + " head-lr-factor, layer-decay, weight-decay, schedule, warm-up, clip-norm, loss,"
                                + " label-smoothing, class-weights, mixing, sampling, average, patience, augment, view,"
                                + " window, mean, sd",
                        "recipe.yaml:9: models[0].width: 'zero', expected a number",
                        "recipe.yaml:9: models[0].lr: -1.0, expected more than 0.0",
                        "recipe.yaml:9: models[0].network: 'resnet19'; did you mean 'resnet10'?",
                        "recipe.yaml:10: models[1].name: '../up', expected lower-case letters, digits, '.', '_' and"
                                + " '-', a letter or digit first");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "workers: 0             | workers: 0, expected at least 1",
                "models: []             | models: empty, expected at least one entry",
                "models: [{name: a}, {name: a}] | models: two models are named 'a'",
                "defaults: 3            | defaults: '3', expected a mapping with the keys of a model",
                "models: [{epochs: 3, warm-up: 4}] " + "| models[0].warm-up: 4.0, expected at most the epochs",
                "models: [{width: 9}]   | models[0].width: 9.0, expected more than 0, at most 8",
                "models: [{clip-norm: 0}] | models[0].clip-norm: 0.0, expected more than 0.0",
                "models: [{patience: 0}] | models[0].patience: 0, expected at least 1",
                "models: [{label-smoothing: 1}] "
                        + "| models[0].label-smoothing: 1.0, expected at least 0.0 and less than 1.0",
                "models: [{network: torchscript}] | models[0].backbone: none, expected a TorchScript file with network: "
                        + "torchscript, and only with it",
                "models: [{dropout: 1}] | models[0].dropout: 1.0, expected at least 0.0 and less than 1.0",
                "models: [{accumulate: 0}] | models[0].accumulate: 0, expected at least 1",
                "models: [{layer-decay: 2}] | models[0].layer-decay: 2.0, expected more than 0, at most 1",
                "models: [{head-lr-factor: 0}] | models[0].head-lr-factor: 0.0, expected more than 0.0",
                "models: [{loss: hinge, label-smoothing: 0.1}] | models[0].label-smoothing: 0.1, expected 0: "
                        + "labels are smoothed for cross-entropy and binary-cross-entropy",
                "models: [{loss: mse, class-weights: balanced}] | models[0].class-weights: given, expected none: "
                        + "classes are weighted for cross-entropy, binary-cross-entropy, hinge and focal",
                "models: [{mean: [0, 2, 0]}] | models[0].mean: [0.0, 2.0, 0.0], expected three numbers from 0 to 1",
                "models: [{sd: [0, 1]}] | models[0].sd: [0.0, 1.0], expected three numbers above 0, up to 1",
                "models: [{view: [{resize: {size: 64}}]}] | models[0].view: does not end in a square of fixed size;"
                        + " add {center-crop: {size: 224}} or the like",
                "models: [{augment: [horizontal-flip]}] | models[0].augment: does not end in a square of fixed size;"
                        + " add {center-crop: {size: 224}} or the like",
                "models: [{augment: [{horizontal-flip: {p: 2}}]}] | models[0].augment[0].horizontal-flip:"
                        + " HorizontalFlip: p is a probability from 0 to 1, got 2.0",
                "tta: {crop-scale: [0, 1]} | tta.crop-scale: [0.0, 1.0], expected shares above 0, at most 1",
                "tta: {crop-scale: [1, 0.5]} "
                        + "| tta.crop-scale: a range goes from a finite number to one not below it, got 1.0 to 0.5",
                "models: [{weights: 'https://x.org/a#b'}] | models[0].weights: 'https://x.org/a#b' does not tell what the "
                        + "file has to be: expected https://x.org/a#sha256=<64 hexadecimal digits>; 'podium weights "
                        + "fetch https://x.org/a' prints that line",
                "models: [{augment: [horizontal-flop]}] | models[0].augment[0]: unknown name 'horizontal-flop';"
                        + " did you mean 'horizontal-flip'?",
            })
    void anImpossibleValueIsToldInOneLine(String yaml, String problem) throws IOException {
        assertThat(problems(yaml)).containsExactly("recipe.yaml:1: " + problem);
    }

    @Test
    void everyNetworkThatMayBeNamedIsThere() {
        assertThat(Networks.names()).hasSize(Model.NETWORKS.size() - 1).allSatisfy(name -> assertThat(
                        Networks.named(name, 1, 7).shapes().values())
                .anySatisfy(shape -> assertThat(shape).startsWith(7L)));
    }

    @Test
    void theSizeIsThatOfTheLastTransformThatFixesIt() {
        Model model = Model.DEFAULTS;
        assertThat(withView(model, new Resize(64, true)).viewSize()).isEqualTo(64);
        assertThat(withView(model, new CenterCrop(200), new Resize(100, false)).viewSize())
                .isEqualTo(100);
        assertThat(withView(model, new Resize(100, false), new CenterCrop(96), HorizontalFlip.DEFAULTS)
                        .viewSize())
                .isEqualTo(96);
    }

    private static Model withView(Model m, Transform... view) {
        return Records.with(m, "view", List.of(view));
    }

    @Test
    void aFileThatIsNotThereOrNoMappingIsRefused() throws IOException {
        assertThatThrownBy(() -> RecipeFile.read(folder.resolve("none.yaml"), List.of()))
                .isInstanceOf(UserError.class)
                .hasMessage(folder.resolve("none.yaml") + ": no such file");
        assertThat(problems("- a")).containsExactly("recipe.yaml:1: a list, expected keys and values");
        Files.write(folder.resolve("latin.yaml"), new byte[] {'a', ':', ' ', (byte) 0xE9});
        assertThatThrownBy(() -> RecipeFile.read(folder.resolve("latin.yaml"), List.of()))
                .isInstanceOf(UserError.class)
                .hasMessageEndingWith("latin.yaml: not UTF-8 text");
    }

    @Test
    void theSchemaKnowsTheDefaultsMappingAndRequiresNothing() {
        JsonNode schema = RecipeFile.schema();
        assertThat(schema.has("required")).isFalse();
        assertThat(schema.at("/properties/defaults/properties/batch-size/default")
                        .asInt())
                .isEqualTo(32);
        assertThat(schema.at("/properties/models/items/properties/augment/items/$ref")
                        .asText())
                .isEqualTo("#/$defs/Transform");
        assertThat(schema.at("/$defs/Transform/anyOf/1/properties").fieldNames())
                .toIterable()
                .containsExactlyElementsOf(new TreeSet<>(TransformNames.NAMES.keySet()));
    }

    @Test
    void everyTransformHasAName() {
        assertThat(TransformNames.NAMES.values()).containsExactlyInAnyOrderElementsOf(leaves(Transform.class));
    }

    @SuppressWarnings("unchecked") // whatever is a transform and no interface is a record
    private static List<Class<? extends Record>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses())
                        .flatMap(kind -> leaves(kind).stream())
                        .toList()
                : List.of((Class<? extends Record>) type);
    }

    @Test
    void everyTransformIsWrittenAndReadAgain() throws IOException {
        String all = TransformNames.NAMES.keySet().stream()
                .filter(name ->
                        !List.of("one-of", "sequence", "some-of", "sometimes").contains(name))
                .collect(Collectors.joining(", "));
        Recipe recipe = read("models: [{augment: [%s, {center-crop: {size: 9}}]}]".formatted(all));

        assertThat(recipe.models().get(0).augment()).hasSize(TransformNames.NAMES.size() - 3);
        assertThat(read(RecipeFile.write(recipe))).isEqualTo(recipe);
    }

    @Test
    void transformsHoldOthers() throws IOException {
        Recipe recipe = read("""
                models:
                  - augment:
                      - one-of:
                          transforms:
                            - sequence: {transforms: [{vertical-flip: {p: 1}}, {resize: {height: 32, width: 40}}]}
                            - sometimes: {p: 0.2, transform: rotate-90}
                          weights: [3, 1]
                      - some-of: {n: 1, transforms: [transpose, {sometimes: {transform: rotate}}]}
                      - rotate: {limit: [-5, 5], border: {mode: reflect-101}}
                      - center-crop: {height: 9, width: 9}
                """);

        assertThat(recipe.models().get(0).augment())
                .containsExactly(
                        new OneOf(
                                List.of(
                                        new Sequence(List.of(
                                                new VerticalFlip(1),
                                                new Resize(224, false, Optional.of(32), Optional.of(40)))),
                                        new Sometimes(0.2, new Rotate90())),
                                List.of(3.0, 1.0)),
                        new SomeOf(1, List.of(Transpose.DEFAULTS, new Sometimes(0.5, Rotate.DEFAULTS))),
                        new Rotate(new Range(-5, 5), new Border(Border.Mode.REFLECT_101, 0)),
                        new CenterCrop(224, Optional.of(9), Optional.of(9)));
        assertThat(recipe.models().get(0).imageSize()).isEqualTo(9);
        assertThat(read(RecipeFile.write(recipe))).isEqualTo(recipe);
        assertThat(problems("models: [{augment: [{sometimes: {p: 0.3}}, {center-crop: {height: 9}}]}]"))
                .satisfiesExactly(
                        missing -> assertThat(missing)
                                .startsWith("recipe.yaml:1: models[0].augment[0].sometimes.transform: missing,"
                                        + " expected one of affine, "),
                        half -> assertThat(half).contains("height and width are given together"));
    }
}

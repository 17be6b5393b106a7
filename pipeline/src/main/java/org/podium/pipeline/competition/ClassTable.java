package org.podium.pipeline.competition;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.podium.pipeline.config.Checks;
import org.podium.pipeline.image.MaskCoding;

/**
 * The classes of a segmentation.
 *
 * @param classes in the order of a network's outputs; empty for other tasks
 * @param ignored what pixels have that belong to no class
 * @param background name of the class that is no object
 */
record ClassTable(List<MaskClass> classes, Optional<MaskCode> ignored, Optional<String> background) {
    /** The name that needs no {@code background: NAME}. */
    static final String BACKGROUND = "background";

    private static final int FEWEST = 2;

    List<String> names() {
        return classes.stream().map(MaskClass::name).toList();
    }

    MaskCoding coding() {
        return new MaskCoding(
                classes.get(0).color().isPresent(),
                classes.stream().map(one -> one.code().number()).toList(),
                ignored.map(MaskCode::number));
    }

    /** Index of the background, if there is one. */
    Optional<Integer> backgroundIndex() {
        return Optional.of(names().indexOf(background.orElse(BACKGROUND))).filter(index -> index >= 0);
    }

    /** Indices of the classes that are not background. */
    List<Integer> foreground() {
        int none = backgroundIndex().orElse(-1);
        return IntStream.range(0, classes.size())
                .filter(index -> index != none)
                .boxed()
                .toList();
    }

    /** Adds what is wrong with it, as the components {@code classes}, {@code ignore} and {@code background}. */
    void check(Checks checks) {
        checks.that(
                        !classes.isEmpty(),
                        "missing, expected the classes of the masks, with name and value or color",
                        "classes")
                .that(
                        classes.size() != 1,
                        "one class, expected two or more; add the background: {name: background, value: 0}",
                        "classes")
                .that(
                        classes.size() <= MaskCoding.MOST_CLASSES,
                        classes.size() + " classes, expected at most " + MaskCoding.MOST_CLASSES,
                        "classes");
        names().stream()
                .filter(name -> name.contains("|"))
                .forEach(name -> checks.that(false, "'" + name + "', expected a name without '|'", "classes"));
        repeated(names()).forEach(name -> checks.that(false, "two classes are named '" + name + "'", "classes"));
        repeated(classes.stream().map(one -> one.code().text()).toList())
                .forEach(code -> checks.that(false, "two classes have the " + code, "classes"));
        checks.that(
                classes.stream().map(one -> one.color().isPresent()).distinct().count() <= 1,
                "some classes have a value and some a color, expected the same for all",
                "classes");
        ignored.filter(code -> !classes.isEmpty()).ifPresent(code -> checkIgnored(code, checks));
        background.filter(name -> classes.size() >= FEWEST).ifPresent(name -> checks.oneOf(BACKGROUND, name, names()));
    }

    private void checkIgnored(MaskCode code, Checks checks) {
        checks.that(
                code.color().isPresent() == classes.get(0).color().isPresent(),
                code.text() + ", expected a " + (code.color().isPresent() ? "value" : "color") + " as the classes have",
                "ignore");
        classes.stream()
                .filter(one -> one.code().equals(code))
                .forEach(one -> checks.that(false, code.text() + " is class '" + one.name() + "'", "ignore"));
    }

    private static List<String> repeated(List<String> texts) {
        Map<String, Integer> counts = new HashMap<>();
        texts.forEach(text -> counts.merge(text, 1, Integer::sum));
        return texts.stream().distinct().filter(text -> counts.get(text) > 1).toList();
    }
}

package org.podium.pipeline.competition;

import java.util.List;
import java.util.Optional;
import org.podium.pipeline.config.Checks;

/**
 * What pixels have in a mask file: exactly one of a value and a colour.
 *
 * @param value grey value or palette index, 0 to 65535
 * @param color red, green and blue, 0 to 255 each
 */
public record MaskCode(Optional<Integer> value, Optional<List<Integer>> color) {
    private static final int MOST = 65_535;

    public MaskCode {
        color = color.map(List::copyOf);
        check(new Checks(), value, color).verify();
    }

    /** What is wrong with the components {@code value} and {@code color} of a record. */
    static Checks check(Checks checks, Optional<Integer> value, Optional<List<Integer>> color) {
        checks.that(value.isPresent() != color.isPresent(), "expected one of value and color", "value", "color");
        value.ifPresent(number -> checks.between("value", number, 0, MOST));
        color.ifPresent(rgb -> checks.that(
                rgb.size() == 3 && rgb.stream().allMatch(part -> part >= 0 && part <= 255),
                rgb + ", expected red, green and blue, 0 to 255 each",
                "color"));
        return checks;
    }

    /** The value, or the colour as {@code 0xRRGGBB}. */
    int number() {
        return value.orElseGet(() -> color.orElseThrow().stream().reduce(0, (rgb, part) -> rgb << 8 | part));
    }

    /** As it stands in the file, for messages. */
    String text() {
        return value.map(number -> "value " + number).orElseGet(() -> "color " + color.orElseThrow());
    }
}

package org.podium.pipeline.competition;

import java.util.List;
import java.util.Optional;
import org.podium.pipeline.config.Checks;

/**
 * A class of a segmentation, as {@code {name: road, value: 3}} or {@code {name: road, color: [128, 64, 128]}}.
 *
 * @param value what its pixels have in a mask file, 0 to 65535
 * @param color or their red, green and blue
 */
public record MaskClass(String name, Optional<Integer> value, Optional<List<Integer>> color) {
    public MaskClass {
        color = color.map(List::copyOf);
        MaskCode.check(new Checks().that(!name.isBlank(), "empty, expected a name", "name"), value, color)
                .verify();
    }

    /** What its pixels have in a mask file. */
    public MaskCode code() {
        return new MaskCode(value, color);
    }
}

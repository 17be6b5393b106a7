package org.podium.pipeline.stage;

import java.util.List;
import org.podium.pipeline.image.ImageLook;

/**
 * Rows and what their images look like.
 *
 * @param looks one a row
 */
record LookedAt(RowTable rows, List<ImageLook> looks) {
    LookedAt {
        looks = List.copyOf(looks);
        if (looks.size() != rows.size()) {
            throw new IllegalArgumentException(rows.size() + " rows, but " + looks.size() + " images");
        }
    }

    int size() {
        return looks.size();
    }
}

package org.podium.augment;

import java.util.List;
import java.util.Locale;

/** A part at a corner or in the middle. */
record CropView(Pad.Position place, ImageSize size) implements PartialView {
    static final List<Pad.Position> PLACES = List.of(
            Pad.Position.TOP_LEFT,
            Pad.Position.TOP_RIGHT,
            Pad.Position.BOTTOM_LEFT,
            Pad.Position.BOTTOM_RIGHT,
            Pad.Position.CENTER);

    @Override
    public String name() {
        return "crop-" + place.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + size.width() + "x"
                + size.height();
    }

    @Override
    public Part window(ImageSize original) {
        boolean atLeft = place == Pad.Position.TOP_LEFT || place == Pad.Position.BOTTOM_LEFT;
        boolean atTop = place == Pad.Position.TOP_LEFT || place == Pad.Position.TOP_RIGHT;
        return new Part(
                start(atLeft, original.width(), size.width()), start(atTop, original.height(), size.height()), size);
    }

    private int start(boolean first, int side, int cut) {
        if (side < cut || place == Pad.Position.CENTER) {
            return CenterCrop.offset(side, cut);
        }
        return first ? 0 : side - cut;
    }
}

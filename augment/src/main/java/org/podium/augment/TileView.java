package org.podium.augment;

/** One of many parts that cover an image together. */
record TileView(Part part) implements PartialView {
    @Override
    public String name() {
        return "tile-" + part.left() + "-" + part.top() + "-" + part.size().width() + "x"
                + part.size().height();
    }

    @Override
    public Part window(ImageSize original) {
        return part;
    }
}

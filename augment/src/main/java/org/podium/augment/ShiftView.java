package org.podium.augment;

/** The image moved by whole pixels. */
record ShiftView(int right, int down) implements PartialView {
    @Override
    public String name() {
        return "shift-" + right + "-" + down;
    }

    @Override
    public Part window(ImageSize original) {
        return new Part(-right, -down, original);
    }
}

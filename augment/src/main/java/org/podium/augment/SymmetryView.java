package org.podium.augment;

import java.util.List;
import org.bytedeco.opencv.opencv_core.Mat;

/** The image mirrored, turned or transposed; undone to the bit. */
record SymmetryView(String name, Symmetry symmetry) implements View {
    static final List<SymmetryView> ALL = List.of(
            new SymmetryView("identity", Symmetry.IDENTITY),
            new SymmetryView("horizontal-flip", new Symmetry(false, true, false)),
            new SymmetryView("vertical-flip", new Symmetry(false, false, true)),
            new SymmetryView("rotate-90", Symmetry.turned(1)),
            new SymmetryView("rotate-180", Symmetry.turned(2)),
            new SymmetryView("rotate-270", Symmetry.turned(3)),
            new SymmetryView("transpose", new Symmetry(true, false, false)),
            new SymmetryView("anti-transpose", new Symmetry(true, true, true)));

    @Override
    public Mat apply(Mat image) {
        return symmetry.apply(image);
    }

    @Override
    public ImageSize outputSize(ImageSize original) {
        return symmetry.outputSize(original);
    }

    @Override
    public Mat undo(Mat prediction, ImageSize original) {
        Check.prediction(prediction, outputSize(original));
        return symmetry.inverse().move(prediction);
    }
}

package org.podium.pipeline.report;

import static org.podium.pipeline.report.ChangeWords.number;
import static org.podium.pipeline.report.ChangeWords.round;

import java.util.ArrayList;
import java.util.List;
import org.podium.augment.ImageSize;
import org.podium.augment.Matrix;
import org.podium.augment.Warp;

/**
 * What an affine map does: its matrix is a turn after a slant after a scaling (the QR decomposition), around the middle of
 * the image. What nobody would see is left out.
 */
final class WarpWords {
    private static final double LEAST_DEGREES = 0.05;
    private static final double LEAST_SCALE = 0.005;
    private static final double LEAST_PIXELS = 0.5;

    private WarpWords() {}

    static String of(Warp warp, ImageSize size) {
        Matrix m = warp.matrix();
        List<String> words = new ArrayList<>();
        double scaleX = Math.hypot(m.xx(), m.yx());
        double determinant = m.xx() * m.yy() - m.xy() * m.yx();
        double scaleY = determinant / scaleX;
        double turn = Math.toDegrees(Math.atan2(-m.yx(), m.xx()));
        double slant = Math.toDegrees(Math.atan2(m.xx() * m.xy() + m.yx() * m.yy(), determinant));
        if (Math.abs(turn) >= LEAST_DEGREES) {
            words.add("turned " + degrees(turn));
        }
        if (Math.abs(slant) >= LEAST_DEGREES) {
            words.add("sheared " + degrees(slant));
        }
        if (Math.abs(scaleX - 1) >= LEAST_SCALE || Math.abs(scaleY - 1) >= LEAST_SCALE) {
            boolean alike = Math.abs(scaleX - scaleY) < LEAST_SCALE;
            words.add("scaled " + number(scaleX) + (alike ? "" : " and " + number(scaleY)));
        }
        double x = size.width() / 2.0;
        double y = size.height() / 2.0;
        double right = m.xx() * x + m.xy() * y + m.x0() - x;
        double down = m.yx() * x + m.yy() * y + m.y0() - y;
        if (Math.max(Math.abs(right), Math.abs(down)) >= LEAST_PIXELS) {
            words.add("shifted " + signed(right) + "," + signed(down));
        }
        return String.join(", ", words);
    }

    private static String degrees(double value) {
        return (value < 0 ? "−" : "") + Math.max(1, round(Math.abs(value))) + "°";
    }

    private static String signed(double value) {
        return (round(value) < 0 ? "−" : "") + Math.abs(round(value));
    }
}

package org.podium.ensemble;

import java.util.stream.IntStream;

/** Share of the pixels whose class is predicted; ignored pixels are left out. */
record PixelAccuracy() implements MaskMetric {
    @Override
    public String name() {
        return "pixel-accuracy";
    }

    @Override
    public double score(PixelConfusion confusion) {
        MaskMetrics.requirePixels(confusion);
        long correct = IntStream.range(0, confusion.classes())
                .mapToLong(c -> confusion.count(c, c))
                .sum();
        return PixelConfusion.ratio(correct, confusion.pixels());
    }

    @Override
    public boolean higherIsBetter() {
        return true;
    }
}

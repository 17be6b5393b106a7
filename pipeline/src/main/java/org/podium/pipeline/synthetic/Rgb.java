package org.podium.pipeline.synthetic;

/** A colour; 0 is black, 1 is full, values outside are allowed until they reach the canvas's bytes. */
record Rgb(double red, double green, double blue) {

    Rgb times(double factor) {
        return new Rgb(red * factor, green * factor, blue * factor);
    }

    Rgb mix(Rgb other, double share) {
        return new Rgb(
                red + (other.red - red) * share,
                green + (other.green - green) * share,
                blue + (other.blue - blue) * share);
    }

    /** This colour with a share of each of two others. */
    Rgb blend(Rgb one, Rgb other, double share) {
        double rest = 1 - 2 * share;
        return new Rgb(
                rest * red + share * (one.red + other.red),
                rest * green + share * (one.green + other.green),
                rest * blue + share * (one.blue + other.blue));
    }

    /** A colour nearby: brightness and each channel are drawn a little apart. */
    Rgb varied(Draw draw, double share) {
        double brightness = draw.vary(1, share);
        return new Rgb(
                red * draw.vary(brightness, share / 2),
                green * draw.vary(brightness, share / 2),
                blue * draw.vary(brightness, share / 2));
    }
}

package org.podium.pipeline.synthetic;

/**
 * How the blades of a species look. Lengths are in units of the blade's length.
 *
 * <p>The half width along the midrib is {@code halfWidth · u^base · (1 − u)^tip}, scaled to peak at {@code halfWidth}:
 * small exponents make an end blunt, those above 1 draw it out to a point. The coordinate u runs along the midrib, but
 * its lines of equal value follow the side veins: they lean forward by {@code slant} (tangent of the angle to the
 * perpendicular). Lobes and teeth therefore point where veins do, and a negative slant at the base pulls the blade back
 * behind its stalk, as in a heart-shaped leaf.
 *
 * @param base bluntness of the base
 * @param tip bluntness of the tip
 * @param veins pairs of side veins
 * @param fanned whether veins spread from the base instead of leaving the midrib in pairs
 * @param slantBase slant of the lowest veins
 * @param slantTip slant of the uppermost veins
 * @param lobes lobes a side; 0 for none
 * @param lobeDepth share of the half width that the bays between the lobes take away
 * @param lobePoint below 1 for round lobes with narrow bays, above 1 for pointed lobes with wide bays
 * @param teeth teeth a side; 0 for none
 * @param toothHeight height of a tooth
 * @param lopsided share by which one side is wider than the other
 */
record BladeForm(
        double halfWidth,
        double base,
        double tip,
        double veins,
        boolean fanned,
        double slantBase,
        double slantTip,
        int lobes,
        double lobeDepth,
        double lobePoint,
        int teeth,
        double toothHeight,
        double lopsided) {

    /** A blade with a smooth margin and a few side veins. */
    static BladeForm blade(double halfWidth, double base, double tip) {
        return new BladeForm(halfWidth, base, tip, 6, false, 0.5, 0.5, 0, 0, 1, 0, 0, 0);
    }

    BladeForm veined(int pairs, double slantBase, double slantTip) {
        return new BladeForm(
                halfWidth,
                base,
                tip,
                pairs,
                fanned,
                slantBase,
                slantTip,
                lobes,
                lobeDepth,
                lobePoint,
                teeth,
                toothHeight,
                lopsided);
    }

    BladeForm fanVeined(int pairs) {
        return new BladeForm(
                halfWidth,
                base,
                tip,
                pairs,
                true,
                slantBase,
                slantTip,
                lobes,
                lobeDepth,
                lobePoint,
                teeth,
                toothHeight,
                lopsided);
    }

    BladeForm lobed(int aSide, double depth, double point) {
        return new BladeForm(
                halfWidth,
                base,
                tip,
                veins,
                fanned,
                slantBase,
                slantTip,
                aSide,
                depth,
                point,
                teeth,
                toothHeight,
                lopsided);
    }

    BladeForm toothed(int aSide, double height) {
        return new BladeForm(
                halfWidth, base, tip, veins, fanned, slantBase, slantTip, lobes, lobeDepth, lobePoint, aSide, height,
                lopsided);
    }

    BladeForm lopsided(double share) {
        return new BladeForm(
                halfWidth,
                base,
                tip,
                veins,
                fanned,
                slantBase,
                slantTip,
                lobes,
                lobeDepth,
                lobePoint,
                teeth,
                toothHeight,
                share);
    }

    /** The form of one plant of the species. */
    BladeForm varied(Draw draw) {
        int moreTeeth = teeth == 0 ? 0 : (int) Math.rint(draw.vary(teeth, 0.15));
        return new BladeForm(
                draw.vary(halfWidth, 0.08),
                draw.vary(base, 0.08),
                draw.vary(tip, 0.08),
                Math.rint(draw.vary(veins, 0.12)),
                fanned,
                slantBase + draw.between(-0.06, 0.06),
                slantTip + draw.between(-0.06, 0.06),
                lobes,
                Math.min(0.9, draw.vary(lobeDepth, 0.1)),
                draw.vary(lobePoint, 0.1),
                moreTeeth,
                draw.vary(toothHeight, 0.2),
                lopsided + draw.between(-0.06, 0.06));
    }
}

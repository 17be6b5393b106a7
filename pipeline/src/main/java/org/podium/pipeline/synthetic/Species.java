package org.podium.pipeline.synthetic;

import static org.podium.pipeline.synthetic.Arrangement.fan;
import static org.podium.pipeline.synthetic.Arrangement.feather;
import static org.podium.pipeline.synthetic.Arrangement.single;
import static org.podium.pipeline.synthetic.BladeForm.blade;

import java.util.Locale;

/**
 * The species, from the most to the least photographed. Their shapes are caricatures of the plants they are named
 * after. Several differ in little: beech, hornbeam and elm in their margin, the oaks and the maples in their lobes,
 * willow and oleander in their veins, ash and rowan in their leaflets.
 */
enum Species {
    HORNBEAM(single(), blade(0.26, 0.5, 1.2).veined(13, 0.6, 0.8).toothed(20, 0.045), false),
    SUGAR_MAPLE(fan(5, 50, 0.86), blade(0.28, 0.6, 1.0).veined(5, 0.8, 0.8).lobed(2, 0.45, 1.5), false),
    WHITE_OAK(single(), blade(0.34, 0.75, 0.4).veined(4, 0.3, 0.3).lobed(4, 0.7, 0.42), false),
    LINDEN(
            single(),
            blade(0.47, 0.36, 1.15).veined(6, -0.5, 0.7).toothed(22, 0.035).lopsided(0.12),
            false),
    CHERRY(single(), blade(0.2, 0.55, 1.4).veined(7, 0.6, 0.8).toothed(26, 0.022), false),
    IVY(fan(5, 52, 0.8), blade(0.3, 0.5, 0.85).veined(4, 0.7, 0.7), true),
    ASH(feather(3, 0.46), blade(0.2, 0.65, 1.1).veined(7, 0.5, 0.6).toothed(12, 0.02), false),
    WILLOW(single(), blade(0.08, 0.6, 1.1).veined(14, 1.0, 1.2).toothed(30, 0.012), false),
    BEECH(single(), blade(0.33, 0.5, 0.9).veined(7, 0.6, 0.8), false),
    RED_OAK(single(), blade(0.36, 0.8, 0.55).veined(5, 0.4, 0.8).lobed(5, 0.7, 1.7), false),
    POPLAR(single(), blade(0.47, 0.28, 1.25).veined(5, -0.05, 0.7).toothed(16, 0.025), false),
    HORSE_CHESTNUT(fan(7, 37, 0.88), blade(0.17, 1.3, 0.6).veined(12, 0.6, 0.7).toothed(20, 0.02), false),
    LAUREL(single(), blade(0.23, 0.6, 0.85).veined(8, 0.5, 0.6), true),
    FIELD_MAPLE(fan(5, 50, 0.82), blade(0.27, 0.6, 0.42).veined(5, 0.7, 0.7).lobed(2, 0.45, 0.5), false),
    ROWAN(feather(6, 0.36), blade(0.16, 0.55, 0.8).veined(8, 0.5, 0.6).toothed(11, 0.05), false),
    BIRCH(single(), blade(0.36, 0.36, 1.35).veined(6, 0.2, 0.7).toothed(13, 0.045), false),
    REDBUD(single(), blade(0.52, 0.38, 0.95).veined(4, -0.6, 0.7), false),
    GINKGO(fan(2, 40, 1), blade(0.38, 1.3, 0.22).fanVeined(7), false),
    CHESTNUT(single(), blade(0.18, 0.55, 1.0).veined(15, 0.6, 0.7).toothed(15, 0.055), false),
    OLEANDER(single(), blade(0.13, 0.75, 0.9).veined(24, 0.1, 0.2), true),
    PLANE(fan(5, 47, 0.86), blade(0.32, 0.6, 1.2).veined(4, 0.7, 0.7).toothed(4, 0.09), false),
    ELM(single(), blade(0.31, 0.5, 1.1).veined(12, 0.5, 0.7).toothed(17, 0.05).lopsided(0.35), false),
    HOLLY(single(), blade(0.3, 0.55, 0.7).veined(5, 0.3, 0.5).lobed(5, 0.5, 2.0), true),
    CLOVER(fan(3, 108, 0.97), blade(0.38, 0.8, 0.35).veined(9, 0.7, 0.8).toothed(20, 0.015), false);

    private final Arrangement arrangement;
    private final BladeForm form;
    private final boolean evergreen;

    Species(Arrangement arrangement, BladeForm form, boolean evergreen) {
        this.arrangement = arrangement;
        this.form = form;
        this.evergreen = evergreen;
    }

    /** The name in the tables. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    Arrangement arrangement() {
        return arrangement;
    }

    BladeForm form() {
        return form;
    }

    /** Whether the leaf hardly changes its colour with the season. */
    boolean evergreen() {
        return evergreen;
    }
}

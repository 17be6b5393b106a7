package org.podium.pipeline.synthetic;

/** One plant: what its photos have in common. */
record Plant(Species species, Outline outline, Coat coat, Place place) {

    static Plant of(Species species, Draw draw) {
        return new Plant(species, Outline.of(species, draw), Coat.of(species.evergreen(), draw), Place.of(draw));
    }
}

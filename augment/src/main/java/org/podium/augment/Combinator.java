package org.podium.augment;

/** Made of other transforms: what it may do is what they may do. */
public sealed interface Combinator extends Transform
        permits OneOf, RandAugment, Sequence, SomeOf, Sometimes, TrivialAugmentWide {}

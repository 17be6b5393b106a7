package org.podium.augment;

/** Alters the values of pixels and leaves every pixel where it is. */
public sealed interface Photometric extends Transform permits ColorJitter {}

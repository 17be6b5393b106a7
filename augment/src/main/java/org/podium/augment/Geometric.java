package org.podium.augment;

/** Moves pixels, so that whatever lies over the image has to move with it. */
public sealed interface Geometric extends Transform permits CenterCrop, HorizontalFlip, RandomResizedCrop, Resize {}

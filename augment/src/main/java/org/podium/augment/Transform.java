package org.podium.augment;

/** Changes an image. */
public interface Transform {}

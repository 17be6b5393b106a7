package org.podium.pipeline.duplicates;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * What decides whether two images are nearly the same, estimated from the images themselves (see {@link Background}).
 *
 * @param bits most bits in which the perceptual hashes of a pair differ, for it to be compared at all
 * @param distance largest distance of the thumbnails of a pair
 * @param ratio largest ratio of that distance to the distance of the next image that is no duplicate
 * @param dimension estimated intrinsic dimension of the thumbnails; 0 if there were too few images for an estimate
 * @param nearest median distance from an image to its nearest neighbour; 0 if there were too few
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Thresholds(int bits, double distance, double ratio, double dimension, double nearest) {}

package org.podium.pipeline.adversarial;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/**
 * How training and test rows differ in one feature.
 *
 * @param feature its name
 * @param distance the most by which the share of training rows and that of test rows differ, 0 to 1: of rows up to some
 *     number (Kolmogorov and Smirnov), of rows with some text, or of rows without a value
 * @param words which way, with figures
 */
@JsonNaming(SnakeCaseStrategy.class)
public record Difference(String feature, double distance, String words) {}

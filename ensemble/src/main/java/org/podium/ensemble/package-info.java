/**
 * Predictions to scores and blends.
 *
 * <p>Predictions are plain arrays: {@code double[rows][classes]} of probabilities, the truth {@code int[rows]} of class
 * indices. Nothing here changes its arguments, and all sums run in a fixed order with {@link java.lang.StrictMath}
 * functions, so the same input gives the same bits on every machine. No I/O.
 */
package org.podium.ensemble;

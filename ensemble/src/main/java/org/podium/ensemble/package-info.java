/**
 * Predictions to scores and blends.
 *
 * <p>Predictions are plain arrays: {@code double[rows][classes]} of probabilities, the truth {@code int[rows]} of class
 * indices. Masks are {@code byte[pixels]} of class indices, row by row, 255 in a truth for pixels that are ignored; their
 * counts add up in a {@link org.podium.ensemble.PixelConfusion}. Nothing here changes its arguments, and all sums run in
 * a fixed order with {@link java.lang.StrictMath} functions, so the same input gives the same bits on every machine. No
 * I/O.
 */
package org.podium.ensemble;

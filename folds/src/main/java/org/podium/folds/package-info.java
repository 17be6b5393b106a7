/**
 * Rows to a fold plan: which rows validate and train in which fold, and how even the folds came out.
 *
 * <p>A {@link org.podium.folds.Splitter} turns {@link org.podium.folds.Rows} and a seed into a
 * {@link org.podium.folds.FoldPlan}; {@link org.podium.folds.Balance} measures the plan. A plan follows from the seed and
 * from what is known about the rows, such as ids, classes and groups: for rows with ids their order makes no difference,
 * nor do the machine and the JVM. No I/O.
 */
package org.podium.folds;

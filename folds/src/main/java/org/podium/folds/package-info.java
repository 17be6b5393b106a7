/**
 * Rows to a fold plan: which rows validate in which fold, and how even the folds came out.
 *
 * <p>A {@link org.podium.folds.Splitter} turns {@link org.podium.folds.Rows} and a seed into a
 * {@link org.podium.folds.FoldPlan}; {@link org.podium.folds.Balance} measures the plan. A plan follows from ids,
 * classes, groups and seed alone: the order of the rows, the machine and the JVM make no difference. No I/O.
 */
package org.podium.folds;

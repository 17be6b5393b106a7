/** Rows to a fold plan. */
package org.podium.folds;

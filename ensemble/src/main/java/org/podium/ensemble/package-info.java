/** Predictions to scores and blends. */
package org.podium.ensemble;

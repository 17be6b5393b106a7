/** Competitions that draw their own data from a seed. */
package org.podium.pipeline.synthetic;

/** The stages of a run and the chain that calls them. */
package org.podium.pipeline.stage;

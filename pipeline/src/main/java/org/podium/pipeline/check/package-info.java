/** Checklists: is the data what the configuration says, can its scores be trusted, and will training work? */
package org.podium.pipeline.check;

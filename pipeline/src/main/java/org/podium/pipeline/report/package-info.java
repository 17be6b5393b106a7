/** Pages for people to look at: HTML of one file each, with nothing to load from elsewhere. */
package org.podium.pipeline.report;

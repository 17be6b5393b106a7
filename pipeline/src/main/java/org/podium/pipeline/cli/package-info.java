/** The command line: parses, calls, prints. */
package org.podium.pipeline.cli;

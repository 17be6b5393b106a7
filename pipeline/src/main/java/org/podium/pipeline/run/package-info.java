/** What a run is made of: its folder, manifest, seeds, and the worker processes. */
package org.podium.pipeline.run;

/** What a look at a network tells before hours are spent on it: the mistakes that let training run and come to nothing. */
package org.podium.pipeline.preflight;

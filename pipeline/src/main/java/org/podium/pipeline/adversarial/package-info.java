/** Adversarial validation: how well can training rows be told from test rows, and by what? */
package org.podium.pipeline.adversarial;

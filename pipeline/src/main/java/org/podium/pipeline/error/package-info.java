/** How a mistake of the user is told. */
package org.podium.pipeline.error;

/** Image to image. */
package org.podium.augment;

/**
 * Samples to samples: seeded transforms on OpenCV, and views of an image with their way back.
 *
 * <p>A {@link org.podium.augment.Transform} says what may happen to a {@link org.podium.augment.Sample}, a {@link
 * org.podium.augment.Change} what does happen to one. Drawing a change is the only step that uses randomness, and looks
 * at the image's size and at most at its mask; applying it is a pure function, so a recorded change can be replayed. A
 * {@link org.podium.augment.Motion} takes the mask, boxes and keypoints along with the image, a {@link
 * org.podium.augment.Tone} leaves them alone.
 *
 * <p>A {@link org.podium.augment.View} is for prediction: nothing in it is drawn, and what is predicted for it can be
 * moved back to the image.
 *
 * <p><b>Coordinates</b> of boxes and keypoints are in pixels from the upper left corner of the image, so that the centre
 * of the first pixel is at 0.5, 0.5. Everything is scaled and turned with respect to centres, image and mask alike.
 *
 * <p><b>Images</b> are {@code CV_8UC3} with the channels in the order red, green, blue, row-major, not empty; a view
 * into a larger image is fine. Everything else is refused with an {@link java.lang.IllegalArgumentException}.
 *
 * <p><b>Ownership.</b> No method writes to an image it was given. What it returns is an image of its own, or the very
 * object it was given if nothing had to change. All native memory a call allocates, temporaries included, is attached to
 * the caller's {@link org.bytedeco.javacpp.PointerScope}; a caller without one leaves it to the garbage collector.
 *
 * <p><b>Threads.</b> Nothing here holds state, so any number of threads may share a transform or a change. OpenCV itself
 * is expected to run with one thread: the program calls {@code opencv_core.setNumThreads(1)} once, since that setting
 * is global and not a library's to make.
 */
package org.podium.augment;

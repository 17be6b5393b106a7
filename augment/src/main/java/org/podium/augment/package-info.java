/**
 * Image to image: seeded transforms on OpenCV.
 *
 * <p>A {@link org.podium.augment.Transform} says what may happen to an image, a {@link org.podium.augment.Change} what
 * does happen to one. Drawing a change is the only step that uses randomness and needs nothing but the image's size;
 * applying it is a pure function of pixels, so a recorded change can be replayed.
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

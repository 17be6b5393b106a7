package org.podium.pipeline.image;

import java.io.IOException;
import java.nio.file.Path;

/** An image file that cannot be decoded, or is cut short. */
public final class BadImageException extends IOException {
    private static final long serialVersionUID = 1;

    BadImageException(Path file, String reason, Throwable cause) {
        super(file + ": " + reason, cause);
    }
}

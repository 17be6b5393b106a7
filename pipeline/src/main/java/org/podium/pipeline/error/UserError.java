package org.podium.pipeline.error;

import java.util.List;

/**
 * A mistake of the user: something in the configuration, the data or the surroundings that podium cannot work with and
 * the user can change. The message is one clear line a problem: where, what, and what to do. The command line prints it
 * without a stack trace and exits with status 2; everything else that is thrown is a fault of podium.
 */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UserError(String message) {
        super(message);
    }

    /** @param problems one line each, at least one */
    public UserError(List<String> problems) {
        super(String.join("\n", problems));
    }

    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}

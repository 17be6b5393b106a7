package org.podium.pipeline.run;

/** A worker ended without having done its job, for a reason it could not name itself. */
public final class WorkerFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param worker which one, such as "the worker of resnet18, fold 2" */
    public WorkerFailure(String worker, Launcher.Exit exit) {
        super(worker + " ended with status " + exit.status() + hint(exit.status())
                + (exit.lastWords().isBlank()
                        ? ", without a word"
                        : "; its last words:\n" + exit.lastWords().indent(2).stripTrailing()));
    }

    private static String hint(int status) {
        return switch (status) {
            case 137 -> " (killed; often because memory ran out: try a smaller batch size, or fewer workers at a time)";
            case 134 -> " (aborted by a native library)";
            case 139 -> " (crashed in a native library)";
            case 143 -> " (terminated)";
            default -> "";
        };
    }
}

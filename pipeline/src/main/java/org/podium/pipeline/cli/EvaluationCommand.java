package org.podium.pipeline.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.stage.Evaluation;
import org.podium.pipeline.stage.EvaluationProcess;
import picocli.CommandLine.Command;

/** {@code podium evaluation}: what {@code podium evaluate} starts. */
@Command(name = EvaluationProcess.COMMAND, description = "Evaluates what standard input says.", hidden = true)
final class EvaluationCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        String work = line(System.in);
        WorkerCommand.endWithParent();
        PrintStream out = System.out;
        Event.Sink events = event -> say(out, event.toLine());
        try {
            say(out, EvaluationProcess.line(Evaluation.perform(work, events)));
            return 0;
        } catch (UserError e) {
            events.tell(new Event.Mistake(e.getMessage()));
        } catch (IOException | UncheckedIOException e) {
            events.tell(new Event.Mistake(Mistakes.describe(e)));
        }
        return 2;
    }

    private static void say(PrintStream out, String line) {
        synchronized (out) {
            out.println(line);
            out.flush();
        }
    }

    /** No more than the line, since what follows is read by whoever watches for the end. */
    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int read = in.read(); read >= 0 && read != '\n'; read = in.read()) {
            line.write(read);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}

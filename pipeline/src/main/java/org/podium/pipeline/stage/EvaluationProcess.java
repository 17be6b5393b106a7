package org.podium.pipeline.stage;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Optional;
import org.podium.pipeline.error.UserError;
import org.podium.pipeline.run.Event;
import org.podium.pipeline.run.JavaProcess;
import org.podium.pipeline.run.LastWords;
import org.podium.pipeline.run.Launcher;
import org.podium.pipeline.run.WorkerFailure;

/**
 * Evaluates in a process of its own, since libtorch's threads and memory are set up when a process starts. What is to be
 * done goes to its standard input, a line of JSON; events come back, and in the end the result.
 */
public final class EvaluationProcess {
    /** The hidden command that {@link Evaluation#perform} is behind. */
    public static final String COMMAND = "evaluation";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RESULT = "{\"images\":";

    private EvaluationProcess() {}

    /**
     * @param mainClass the command line's entry point
     * @throws UserError when it cannot be done for a reason that the user can change
     * @throws WorkerFailure when the process dies
     */
    public static Evaluation.Result run(
            Evaluation evaluation, String mainClass, Launcher.Settings settings, Event.Sink events)
            throws IOException, InterruptedException {
        Process process = JavaProcess.of(mainClass, settings, List.of(COMMAND)).start();
        LastWords lastWords = new LastWords();
        Thread listener = lastWords.listen(process.errorReader());
        // Its standard input stays open: its end would tell it that nobody waits any more.
        try (Writer work = process.outputWriter();
                BufferedReader replies = process.inputReader()) {
            Optional<IOException> unheard = tell(work, evaluation.toLine());
            Optional<Evaluation.Result> result = listen(replies, events, lastWords);
            if (result.isPresent()) {
                return result.get();
            }
            int status = process.waitFor();
            listener.join();
            WorkerFailure failure =
                    new WorkerFailure("the process that evaluates", new Launcher.Exit(status, lastWords.text()));
            unheard.ifPresent(failure::addSuppressed);
            throw failure;
        } finally {
            process.destroyForcibly();
        }
    }

    /** @return why it was not heard: a process that is dead already, which its last words tell more about */
    private static Optional<IOException> tell(Writer work, String line) {
        try {
            work.write(line + "\n");
            work.flush();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(e);
        }
    }

    private static Optional<Evaluation.Result> listen(BufferedReader replies, Event.Sink events, LastWords lastWords)
            throws IOException {
        for (String line = replies.readLine(); line != null; line = replies.readLine()) {
            if (line.startsWith(RESULT)) {
                return Optional.of(JSON.readValue(line, Evaluation.Result.class));
            }
            Optional<Event> event = Event.parse(line);
            if (event.isPresent() && event.get() instanceof Event.Mistake mistake) {
                throw new UserError(mistake.text());
            }
            String said = line;
            event.ifPresentOrElse(events::tell, () -> lastWords.add(said));
        }
        return Optional.empty();
    }

    /** The line that ends an evaluation. */
    public static String line(Evaluation.Result result) throws IOException {
        return JSON.writeValueAsString(result);
    }
}

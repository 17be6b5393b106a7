package org.podium.pipeline.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.podium.pipeline.stage.Evaluation;
import org.podium.pipeline.stage.EvaluationProcess;
import picocli.CommandLine.Command;

/** {@code podium evaluation}: what {@code podium evaluate} starts. */
@Command(name = EvaluationProcess.COMMAND, description = "Evaluates what standard input says.", hidden = true)
final class EvaluationCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        String work = line(System.in);
        return WorkerProcess.run(
                events -> say(EvaluationProcess.line(Evaluation.perform(work, events))),
                Path.of("").toAbsolutePath());
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
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

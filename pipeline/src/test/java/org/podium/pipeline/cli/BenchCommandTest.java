package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {
    @ParameterizedTest
    @CsvSource({
        "bench,train, memory or images",
        "bench train --rounds 0,--rounds is 0",
        "bench train --threads -1,--threads is -1",
        "bench memory --steps 0,--steps is 0",
        "bench memory --batch-size 1,--batch-size is 1",
    })
    void whatCannotBeMeasuredIsAUsersMistake(String arguments, String message) {
        StringWriter errors = new StringWriter();
        CommandLine commandLine = Main.commandLine().setErr(new PrintWriter(errors, true));
        commandLine.setOut(new PrintWriter(new StringWriter()));
        assertThat(commandLine.execute(arguments.split(" "))).isEqualTo(2);
        assertThat(errors.toString()).contains(message);
    }
}

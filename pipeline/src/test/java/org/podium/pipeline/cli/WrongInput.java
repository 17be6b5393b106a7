package org.podium.pipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A mistake and its answer.
 *
 * @param mistake what is wrong with a competition that was good
 * @param options of the command line, besides the usual
 * @param answer all of standard error behind {@code podium: }, with {@code C} for the competition's folder
 */
record WrongInput(String name, Mistake mistake, List<String> options, String answer) {
    /** Changes a copy of a good competition. */
    interface Mistake {
        void make(TinyCompetition competition) throws IOException;
    }

    static WrongInput of(String name, Mistake mistake, String answer) {
        return new WrongInput(name, mistake, List.of(), answer);
    }

    static WrongInput option(String name, String answer, String... options) {
        return new WrongInput(name, competition -> {}, List.of(options), answer);
    }

    /**
     * Makes the mistake, and sees that it is answered so, with status 2, and that nothing is left.
     *
     * @param good stays as it is
     * @param temporary an empty folder
     */
    void isAnswered(TinyCompetition good, Path temporary) throws IOException {
        TinyCompetition competition = good.copy(temporary.resolve("competition"));
        mistake.make(competition);
        Path runs = temporary.resolve("runs");
        List<Object> arguments = new ArrayList<>(List.of("run", competition.folder(), "--runs", runs));
        arguments.addAll(options);
        Cli.Result result = Cli.call(arguments.toArray());
        assertThat(result.err().replace(competition.folder().toString(), "C")).isEqualTo("podium: " + answer + "\n");
        assertThat(result.status()).isEqualTo(2);
        assertThat(runs.resolve("tiny"))
                .satisfiesAnyOf(tiny -> assertThat(tiny).doesNotExist(), tiny -> assertThat(tiny)
                        .isEmptyDirectory());
    }

    @Override
    public String toString() {
        return name;
    }
}

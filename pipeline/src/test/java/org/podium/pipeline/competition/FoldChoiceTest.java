package org.podium.pipeline.competition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.pipeline.error.UserError;

class FoldChoiceTest {
    @TempDir
    private Path folder;

    private FoldChoice read(String folds) throws IOException {
        return RecipeFile.read(Files.writeString(folder.resolve("recipe.yaml"), "folds: " + folds), List.of())
                .folds();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{kind: group, gap: 2}                       | folds.gap: given, but group does not use it",
                "{kind: group, window: 2}                    | folds.window: given, but group does not use it",
                "{kind: group, bins: 2}                      | folds.bins: given, but group does not use it",
                "{kind: stratified, by: [site]}              | folds.by: given, but stratified does not use it",
                "{kind: multilabel-stratified}               | folds.by: empty, expected the columns to spread besides the label",
                "{kind: stratified-regression, by: [a, b]}   | folds.by: [a, b], expected one column of numbers",
                "{kind: time-series, repeats: 2}             | folds.repeats: given, but time-series does not use it",
                "{file: folds.csv, repeats: 4}               | folds.repeats: given, but the file says all of it",
                "{file: folds.csv, inner: 0.2}               | folds.inner: given, but the file says all of it",
                "{inner: 1.0}                                | folds.inner: 1.0, expected a share between 0 and 1",
                "{kind: stratifed}                           | did you mean 'stratified'?",
            })
    void refusesKeysThatDoNothing(String folds, String answer) {
        assertThatThrownBy(() -> read(folds)).isInstanceOf(UserError.class).hasMessageContaining(answer);
    }

    @Test
    void saysWhatWasLeftOut() throws IOException {
        FoldChoice usual = read("{}").resolved();
        assertThat(usual.kind()).contains(FoldChoice.Kind.STRATIFIED);
        assertThat(usual.k()).contains(5);
        assertThat(usual.fraction()).isEmpty();
        assertThat(read("{kind: holdout}").resolved().fraction()).contains(0.2);
        assertThat(read("{kind: time-series}").resolved().gap()).contains(0);
        FoldChoice own = read("{file: mine.csv}").from(folder).resolved();
        assertThat(own.kind()).isEmpty();
        assertThat(own.file()).isEqualTo(Optional.of(folder.resolve("mine.csv").toString()));
        assertThat(read("{kind: stratified-group, k: 3, file: mine.csv}").resolved())
                .isEqualTo(read("{file: mine.csv}"));
        assertThat(read("{kind: holdout, k: 3}").resolved()).isEqualTo(read("{kind: holdout, fraction: 0.2}"));
        assertThat(read("{kind: stratified-regression, by: [age]}").resolved().resolved())
                .isEqualTo(read("{kind: stratified-regression, by: [age], k: 5, bins: 10}"));
    }
}

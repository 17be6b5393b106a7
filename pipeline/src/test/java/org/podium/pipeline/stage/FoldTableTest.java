package org.podium.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.podium.folds.FoldPlan;
import org.podium.pipeline.error.UserError;

class FoldTableTest {
    private static final List<String> IDS = List.of("a", "b,1", "0003", "NA");

    @TempDir
    private Path folder;

    private FoldPlan read(String text) throws IOException {
        return FoldTable.readUsers(Files.writeString(folder.resolve("folds.csv"), text), IDS, Set.of("left out"));
    }

    @Test
    void comesBackAsItWasWritten() throws IOException {
        FoldPlan plan = FoldPlan.of(2, new int[] {0, 1, FoldPlan.ALWAYS_TRAINS, 1});
        Path file = folder.resolve("folds.csv");
        FoldTable.write(file, IDS, plan);
        assertThat(file).hasContent("id,repeat,fold\na,0,0\n\"b,1\",0,1\n0003,0,-1\nNA,0,1");
        FoldPlan back = FoldTable.read(file, IDS);
        assertThat(back.folds()).isEqualTo(2);
        for (int row = 0; row < IDS.size(); row++) {
            assertThat(back.fold(row)).isEqualTo(plan.fold(row));
        }
    }

    @Test
    void keepsRepeatsIntervalsAndInnerHoldouts() throws IOException {
        FoldPlan repeated = FoldPlan.repeated(2, new int[][] {{0, 1, 0, 1}, {1, 1, 0, 0}});
        FoldPlan inTime = FoldPlan.of(2, new int[] {-1, 0, 1, -1}, new int[] {0, 1, 2, 0}, new int[] {1, 2, 2, 2});
        int[] no = {0, 0, 0, 0};
        FoldPlan nested = FoldPlan.of(2, new int[] {0, 0, 1, 1})
                .withInner(List.of(
                        FoldPlan.of(1, new int[] {-1, -1, 0, -1}, no, new int[] {0, 0, 0, 1}),
                        FoldPlan.of(1, new int[] {-1, 0, -1, -1}, no, new int[] {1, 0, 0, 0})));
        Path file = folder.resolve("folds.csv");
        for (FoldPlan plan : List.of(repeated, inTime, nested)) {
            FoldTable.write(file, IDS, plan);
            assertThat(FoldTable.read(file, IDS)).isEqualTo(plan);
        }
        assertThat(file).hasContent("id,repeat,fold,inner\na,0,0,\n\"b,1\",0,0,1\n0003,0,1,0\nNA,0,1,");
    }

    @Test
    void takesAnyOrderAndColumnsAndIdsLeftOut() throws IOException {
        FoldPlan plan = read("\uFEFFfold,note,id\n1,x,NA\n0,,a\n 1 ,,0003\n0,,left out\n0,,\"b,1\"\n");
        assertThat(List.of(plan.fold(0), plan.fold(1), plan.fold(2), plan.fold(3)))
                .containsExactly(0, 0, 1, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "id,folds;a,0                             | no column 'fold'; did you mean 'folds'?",
                "id,part;a,0                              | no column 'fold'; there are id, part",
                "id,fold;a,0;b,0                          | :3: 'b' is the id of no training row",
                "id,fold;a,0;a,1                          | :3: the id 'a' is there twice",
                "id,fold;a,zero                           | :2: the fold is 'zero', expected 0, 1, 2, … or -1",
                "id,fold;a,-2                             | :2: the fold is '-2', expected 0, 1, 2, … or -1",
                "id,fold;a                                | :2: 1 cells, expected 2",
                "id,repeat,fold;a,x,0                     | :2: the repeat is 'x', expected 0, 1, 2, …",
                "id,repeat,fold;a,1,0                     | the training row 'a' is not in it in every repeat",
                "id,fold,trains_from,trains_to;a,0,0,x    | the training row 'b,1' is not in it",
                "id,fold,trains_from,trains_to;a,0,0,1;\"b,1\",1,0,x;NA,0,0,2;0003,1,0,2 | :3: the trains_to is 'x', expected a fold",
                "id,fold,trains_from,trains_to;a,0,2,1;\"b,1\",1,0,2;NA,0,0,2;0003,1,0,2 | row 'a' trains in the folds from 2 to before 1",
                "id,fold;a,0;\"b,1\",1;NA,1               | the training row '0003' is not in it",
                "id,fold;a,0;\"b,1\",2;NA,0;0003,2        | fold 1 of repeat 0 would validate no row",
                "id,fold;a,0;\"b,1\",0;NA,0;0003,0        | fold 0 of repeat 0 would leave no row to train on",
                "id,fold,inner;a,0,1;\"b,1\",1,x;NA,0,;0003,1, | :3: inner is 'x', expected folds from 0 to 1",
                "id,fold,inner;a,0,2;\"b,1\",1,;NA,0,;0003,1, | :2: inner is '2', expected folds from 0 to 1",
                "id,fold;a,-1;\"b,1\",-1;NA,-1;0003,-1     | no row is held out in any fold",
                "id,fold;;a,0;b,0                         | :4: 'b' is the id of no training row",
                "id,fold;a,0;\"b,1\",0;NA,0;0003,1        | fold 0 would train on 1 row, at least two are needed",
            })
    void saysWhatIsWrong(String text, String answer) {
        assertThatThrownBy(() -> read(text.replace(';', '\n') + "\n"))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder.resolve("folds.csv").toString())
                .hasMessageContaining(answer);
    }

    @Test
    void saysThatATextIsInAnotherEncoding() throws IOException {
        Path file =
                Files.writeString(folder.resolve("folds.csv"), "id,fold\nLöwenzahn,0\n", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> FoldTable.readUsers(file, IDS, Set.of()))
                .isInstanceOf(UserError.class)
                .hasMessage(file + ": not UTF-8 text, expected a CSV file");
    }

    @Test
    void saysThatThereIsNoFile() {
        Path file = folder.resolve("none.csv");
        assertThatThrownBy(() -> FoldTable.readUsers(file, IDS, Set.of()))
                .isInstanceOf(UserError.class)
                .hasMessage("folds.file: there is no file " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"id,fold\na,0\n", "id,repeat,fold\n\"a,0,0\n", "id,repeat,fold\na,0\n"})
    void aRunsOwnFileThatWasDamagedIsRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("folds.csv"), text);
        assertThatThrownBy(() -> FoldTable.read(file, List.of("a")))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(file + ": this is no CSV with the columns id, repeat and fold: ");
    }
}

package org.podium.pipeline.competition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.podium.pipeline.error.UserError;

class CsvTableTest {
    @TempDir
    private Path folder;

    private CsvTable read(String text) throws IOException {
        return CsvTable.read(Files.writeString(folder.resolve("t.csv"), text), "t.csv");
    }

    @Test
    void everyCellStaysText() throws IOException {
        CsvTable table =
                read("\uFEFFid,label\r\n0001,NA\r\n#2,null\r\n1e3, a b \r\n\"x, \"\"y\"\"\",\r\n2020-01-01,true");
        assertThat(table.columns()).containsExactly("id", "label");
        assertThat(table.column("id")).containsExactly("0001", "#2", "1e3", "x, \"y\"", "2020-01-01");
        assertThat(table.column("label")).containsExactly("NA", "null", "a b", "", "true");
    }

    @Test
    void rowsKnowTheirLineAcrossBlankLinesAndCellsOfManyLines() throws IOException {
        CsvTable table = read("id,b\n\n1,\"x\ny\"\n2,5\" disc\r\n\r\n \n3,\"q\"\"\n\"\"\"\n4,z\n");
        assertThat(table.column("id")).containsExactly("1", "2", "3", "4");
        assertThat(table.where(0)).isEqualTo("t.csv:3");
        assertThat(table.where(1)).isEqualTo("t.csv:5");
        assertThat(table.where(2)).isEqualTo("t.csv:8");
        assertThat(table.where(3)).isEqualTo("t.csv:10");
    }

    @Test
    void aColumnThatIsNotThereNamesTheNearestOrAll() throws IOException {
        CsvTable table = read("image,label\n");
        assertThat(table.size()).isZero();
        assertThatThrownBy(() -> table.column("lable"))
                .isInstanceOf(UserError.class)
                .hasMessage("t.csv: no column 'lable'; did you mean 'label'?");
        assertThatThrownBy(() -> table.column("species"))
                .isInstanceOf(UserError.class)
                .hasMessage("t.csv: no column 'species'; there are image, label");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``            | t.csv: empty, expected a line of column names",
                "a,b/1,2//3/   | t.csv:4: 1 cells, expected 2",
                "a,b/1,2,3/    | t.csv:2: 3 cells, expected 2",
                "a,b,a/1,2,3/  | t.csv:1: two columns are named 'a'",
            })
    void whatIsNoTableIsRefusedWithItsLine(String text, String message) {
        assertThatThrownBy(() -> read(text.replace('/', '\n')))
                .isInstanceOf(UserError.class)
                .hasMessage(message);
    }

    @Test
    void aFileThatCannotBeReadIsRefused() throws IOException {
        assertThatThrownBy(() -> CsvTable.read(folder.resolve("none.csv"), "none.csv"))
                .isInstanceOf(UserError.class)
                .hasMessage("none.csv: no such file");
        Path latin = Files.write(folder.resolve("latin.csv"), new byte[] {'a', '\n', (byte) 0xE9, '\n'});
        assertThatThrownBy(() -> CsvTable.read(latin, "latin.csv"))
                .isInstanceOf(UserError.class)
                .hasMessage("latin.csv: not UTF-8 text, expected a CSV file");
    }
}

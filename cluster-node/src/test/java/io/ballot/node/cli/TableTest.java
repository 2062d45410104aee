package io.ballot.node.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TableTest {

    private final Table table = new Table()
            .text("NAME")
            .number("COUNT")
            .wideText("NOTE")
            .row("a", 5, "x")
            .row(Tone.BAD, "longer", null, "y");

    @Test
    void columnsAreAsWideAsTheirWidestCellAndNumbersStandRight() {
        assertThat(table.render(false, true, false)).isEqualTo("""
                NAME    COUNT
                a           5
                longer      ?
                """);
    }

    @Test
    void withoutHeadersTheirWidthDoesNotCount() {
        assertThat(table.render(true, false, false)).isEqualTo("""
                a       5  x
                longer  ?  y
                """);
    }

    @Test
    void coloursDoNotMoveTheColumns() {
        assertThat(table.render(false, false, true).replaceAll("\u001b\\[\\d+m", ""))
                .isEqualTo(table.render(false, false, false));
    }

    @Test
    void aTasksIdCannotMoveTheCursor() {
        String shown = new Table().text("ID").row("a\u001b[2Jb\nc").render(false, false, false);

        assertThat(shown).isEqualTo("a·[2Jb·c\n");
    }

    @ParameterizedTest
    @CsvSource({"0,0ms", "999,999ms", "12000,12s", "200000,3m20s", "18240000,5h04m", "183600000,2d03h"})
    void lengthsOfTimeAreShort(long ms, String text) {
        assertThat(Durations.text(ms)).isEqualTo(text);
    }
}

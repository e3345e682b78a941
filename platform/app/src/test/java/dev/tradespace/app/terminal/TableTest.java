package dev.tradespace.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void controlCharactersOfNamesAreSpelledOut() {
        Table table = new Table("class", "images");
        table.row("d\u001b[31mog", "3");
        table.row("two\nlines", "12");

        assertEquals(
                List.of("class           images", "d\\u001b[31mog        3", "two\\u000alines      12"),
                table.toString().lines().toList());
    }
}

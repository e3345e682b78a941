package dev.tradespace.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.regex.Pattern;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalLineTest {
    private static final String MESSAGE = "epoch 12/14, loss 0.123, 98.7%, 12345 images/s, 11 min 59 s left";
    private static final String CLEAR = "\r\u001b[K";

    private final StringWriter out = new StringWriter();

    /** All that a bar showed while it stood at half. */
    private String shown(int columns, String message) {
        try (ProgressBar bar = new ProgressBarBuilder()
                .setRenderer(new BarRenderer())
                .setConsumer(new TerminalLine(new PrintWriter(out), columns))
                .setInitialMax(1000)
                .build()) {
            bar.stepTo(500);
            bar.setExtraMessage(message);
            bar.refresh();
        }
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource({"0, 79", "80, 79", "120, 119", "50, 49"})
    void neverWrapsAndShowsTheTimeLeftWhereThereIsRoom(int columns, int longest) {
        for (String line : shown(columns, MESSAGE).split(Pattern.quote(CLEAR))) {
            assertTrue(line.strip().length() <= longest, line);
            assertTrue(columns == 50 || line.isBlank() || !line.contains("epoch") || line.contains(MESSAGE), line);
        }
        assertTrue(out.toString().contains("50% "));
    }

    @Test
    void theBarTakesTheRoomThatTheMessageLeaves() {
        assertTrue(shown(80, "short").contains("50% [" + "=".repeat(15) + " ".repeat(15) + "] short"), out.toString());
    }

    @Test
    void isSilentOnceAnotherHasTheLastWord() {
        TerminalLine line = new TerminalLine(new PrintWriter(out), 80);
        line.silence();
        line.accept("50% [==  ]");
        line.say("epoch 1");
        line.close();

        assertEquals("", out.toString());
    }

    @Test
    void whatIsSaidStandsOnALineOfItsOwn() {
        TerminalLine line = new TerminalLine(new PrintWriter(out), 80);
        line.accept("50% [==  ]");
        line.say("epoch 1");

        assertEquals(
                CLEAR + "50% [==  ]" + CLEAR + "epoch 1" + System.lineSeparator() + CLEAR + "50% [==  ]",
                out.toString());
    }
}

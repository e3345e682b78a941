package dev.tradespace.app.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {
    private final StringWriter out = new StringWriter();
    private Instant now = Instant.EPOCH;
    private final LogLines log = new LogLines(new PrintWriter(out), () -> now);

    private void after(int seconds, String rendered) {
        now = now.plusSeconds(seconds);
        log.accept(rendered);
    }

    @Test
    void tellsALineEveryTenSecondsAndTheLast() {
        after(0, "1%");
        after(9, "2%");
        after(1, "3%");
        after(1, "4%");
        log.close();

        assertEquals(List.of("1%", "3%", "4%"), out.toString().lines().toList());
    }

    @Test
    void saysNothingTwiceInARow() {
        after(0, "100% trained");
        after(10, "100% trained");
        log.close();

        assertEquals(List.of("100% trained"), out.toString().lines().toList());
    }

    @Test
    void isSilentOnceAnotherHasTheLastWord() {
        log.silence();
        after(0, "1%");
        log.say("epoch 1");
        log.close();

        assertEquals("", out.toString());
    }
}

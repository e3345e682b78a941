package dev.tradespace.runtime.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.results.ResultsException;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RefusalTest {
    @Test
    void tellsNothingOfWhatBrokeButHowToFindItInTheLog() {
        Answer answer = Api.refused(new IllegalStateException("the password is swordfish"), 500, 0);

        assertEquals(500, answer.status());
        assertFalse(answer.body().toString().contains("swordfish"));
        assertTrue(answer.body().toString().contains("log"));
    }

    @Test
    void saysThatTheStoreIsAway() {
        Answer answer = Api.refused(
                new ResultsException("the database is locked; stop the other process", new IOException()), 500, 0);

        assertEquals(503, answer.status());
        assertEquals(
                "{\"problems\":[{\"path\":\"\",\"message\":\"the database is locked; stop the other process\"}]}",
                answer.body().toString());
    }
}

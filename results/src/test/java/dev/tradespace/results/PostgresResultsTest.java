package dev.tradespace.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.results.database.ResultsException;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class PostgresResultsTest extends ResultsContract {
    @Override
    String freshUrl() throws Exception {
        return TestPostgres.freshUrl();
    }

    @Test
    void aDatabaseThatDoesNotExistIsNamedWithTheWayOut() {
        String url = TestPostgres.url("nowhere");

        ResultsException refused =
                assertThrows(ResultsException.class, () -> Results.open(url, InstantSource.system()));

        assertEquals(
                "the database " + url.split("\\?")[0] + " does not exist; create it first, for example with createdb",
                refused.getMessage());
    }

    @Test
    void anUnreachableServerIsNamedWithTheWayOut() {
        ResultsException refused = assertThrows(
                ResultsException.class,
                () -> Results.open("jdbc:postgresql://localhost:1/store?password=secret", InstantSource.system()));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.startsWith("the database jdbc:postgresql://localhost:1/store cannot be reached: "), message);
        assertTrue(message.endsWith("; check its URL and that it is running"), message);
    }
}

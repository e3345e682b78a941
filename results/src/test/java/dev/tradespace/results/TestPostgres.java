package dev.tradespace.results;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** One PostgreSQL of our own for all tests, with a database for each. Where the platform has none, the tests are skipped. */
final class TestPostgres {
    private static @Nullable EmbeddedPostgres server;
    private static int databases;

    private TestPostgres() {}

    /** The URL of a new, empty database. */
    static synchronized String freshUrl() throws SQLException {
        String name = "store" + databases++;
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return url(name);
    }

    /** The URL of a database that may not exist. */
    static synchronized String url(String name) {
        return server().getJdbcUrl("postgres", name);
    }

    /** Stops itself with the JVM. */
    private static EmbeddedPostgres server() {
        EmbeddedPostgres running = server;
        if (running == null) {
            try {
                running = EmbeddedPostgres.start();
                server = running;
            } catch (IOException | IllegalStateException unavailable) {
                String reason = "no embedded PostgreSQL on this platform: " + unavailable;
                System.out.println("Skipped: " + reason);
                return Assumptions.abort(reason);
            }
        }
        return running;
    }
}

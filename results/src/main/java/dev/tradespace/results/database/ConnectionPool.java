package dev.tradespace.results.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** Pools of connections to the databases that we know. */
final class ConnectionPool {
    static final long CONNECTION_MILLIS = 10_000;
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private ConnectionPool() {}

    /**
     * Connects.
     *
     * @param name the URL for people, who may see no password
     * @throws ResultsException if that fails
     */
    static HikariDataSource open(String url, String name, int connections) {
        H2File.of(url).filter(H2File::exists).ifPresent(H2Header::check);
        HikariConfig config = new HikariConfig();
        if (url.startsWith(H2File.PREFIX)) {
            config.setDriverClassName("org.h2.Driver");
            config.setJdbcUrl(h2(url));
            // An H2 file closes with its last connection, and another process could take it: keep them all.
            config.setMaxLifetime(0);
            if (!H2File.sets(url, "USER")) {
                config.setUsername("sa");
                config.setPassword("");
            }
        } else if (url.startsWith(POSTGRESQL)) {
            config.setDriverClassName("org.postgresql.Driver");
            config.setJdbcUrl(url);
        } else {
            throw new ResultsException("the database URL must start with " + H2File.PREFIX + " or " + POSTGRESQL
                    + ", was " + (name.isEmpty() ? "nothing" : name)
                    + "; for example jdbc:postgresql://localhost/tradespace?user=me");
        }
        config.setPoolName("results");
        config.setMaximumPoolSize(connections);
        config.setConnectionTimeout(CONNECTION_MILLIS);
        config.setInitializationFailTimeout(1);
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException broken) {
            // The pool wraps what the driver says, or the driver refuses the URL as an argument.
            throw Diagnosis.of(name, broken);
        }
    }

    /**
     * Without WRITE_DELAY=0 H2 acknowledges commits that are not on the disk yet; its default wait for a row lock is one second; by itself it would close
     * the file as soon as the process is asked to end, before those who then put their work back; and it would leave a file of its own beside the home's
     * for every error that we tell anyway.
     */
    private static String h2(String url) {
        return url
                + (H2File.sets(url, "WRITE_DELAY") ? "" : ";WRITE_DELAY=0")
                + (H2File.sets(url, "DB_CLOSE_ON_EXIT") ? "" : ";DB_CLOSE_ON_EXIT=FALSE")
                + (H2File.sets(url, "LOCK_TIMEOUT") ? "" : ";LOCK_TIMEOUT=10000")
                + (H2File.sets(url, "TRACE_LEVEL_FILE") ? "" : ";TRACE_LEVEL_FILE=0");
    }
}

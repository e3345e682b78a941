package dev.tradespace.results.database;

import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * What a store is, for a person who examines it.
 *
 * @param database the product with its version: {@code H2 2.4.240}
 * @param schema the version of its schema: {@code 3}
 */
public record StoreFacts(String database, String schema) {
    public static StoreFacts of(Handle handle) {
        List<String> applied = handle.createQuery(
                        "SELECT \"version\" FROM \"tradespace_schema\" WHERE \"success\" = TRUE AND \"version\" IS NOT"
                                + " NULL ORDER BY \"installed_rank\" DESC")
                .mapTo(String.class)
                .list();
        return new StoreFacts(product(handle), applied.isEmpty() ? "unknown" : applied.get(0));
    }

    private static String product(Handle handle) {
        try {
            DatabaseMetaData data = handle.getConnection().getMetaData();
            return data.getDatabaseProductName() + " "
                    + data.getDatabaseProductVersion().split(" ", 2)[0];
        } catch (SQLException unknown) {
            return "unknown";
        }
    }
}

package dev.tradespace.results;

final class PostgresRowsTest extends RowsContract {
    @Override
    String freshUrl() throws Exception {
        return TestPostgres.freshUrl();
    }
}

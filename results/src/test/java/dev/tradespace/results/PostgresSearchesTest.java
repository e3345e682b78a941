package dev.tradespace.results;

final class PostgresSearchesTest extends SearchesContract {
    @Override
    String freshUrl() throws Exception {
        return TestPostgres.freshUrl();
    }
}

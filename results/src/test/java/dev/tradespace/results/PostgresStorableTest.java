package dev.tradespace.results;

final class PostgresStorableTest extends StorableContract {
    @Override
    String freshUrl() throws Exception {
        return TestPostgres.freshUrl();
    }
}

package dev.tradespace.results;

final class PostgresConditionsTest extends ConditionsContract {
    @Override
    String freshUrl() throws Exception {
        return TestPostgres.freshUrl();
    }
}

package dev.tradespace.results;

final class PostgresTrainingsTest extends TrainingsContract {
    @Override
    String freshUrl() throws Exception {
        return TestPostgres.freshUrl();
    }
}

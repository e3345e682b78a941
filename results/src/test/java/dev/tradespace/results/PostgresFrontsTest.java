package dev.tradespace.results;

final class PostgresFrontsTest extends FrontsContract {
    @Override
    String freshUrl() throws Exception {
        return TestPostgres.freshUrl();
    }
}

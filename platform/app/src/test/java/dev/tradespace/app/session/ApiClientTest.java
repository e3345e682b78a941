package dev.tradespace.app.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import dev.tradespace.app.context.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ApiClientTest {
    /** A platform that stays away. */
    private static ApiClient at(URI url) {
        return at(new AtomicReference<>(url), url);
    }

    /** A platform that is somewhere else as soon as one asks. */
    private static ApiClient at(AtomicReference<URI> place, URI later) {
        return new ApiClient(new ServerLocator() {
            @Override
            public ServerLocator.Address now() {
                return new ServerLocator.Address(Objects.requireNonNull(place.get()), null);
            }

            @Override
            public Duration timeout(ServerLocator.Address silent) {
                return Duration.ZERO;
            }

            @Override
            public String timeoutMessage(ServerLocator.Address silent) {
                return "it is silent";
            }

            @Override
            public boolean isReplaced(ServerLocator.Address gone) {
                return !later.equals(place.getAndSet(later));
            }
        });
    }

    @Test
    void namesTheCommandThatGoesOnWhereThePlatformHasGoneAway() throws IOException {
        URI gone = closed();
        ApiClient client = at(gone);

        assertEquals(
                "the platform at " + gone
                        + " does not answer any more; `tradespace sweep --resume` goes on with what it left",
                failure(client));
        assertEquals(
                "the platform at " + gone
                        + " does not answer any more; `tradespace search --resume 7` goes on with what it left",
                failure(client.resumedBy("tradespace search --resume 7")));
    }

    @Test
    void goesOnWithThePlatformThatHasTakenItsPlace() throws IOException {
        HttpServer server = answering(200, "{\"id\": 7}");
        try {
            assertEquals(
                    7,
                    at(new AtomicReference<>(closed()), url(server))
                            .get("/searches/7", List.of())
                            .path("id")
                            .asInt());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void callsWhatIsRefusedByTheOptionItCameFrom() throws IOException {
        HttpServer server = answering(400, """
            {"problems": [{"path": "/limits/0", "message": "there is no metric parms"},
                          {"path": "/set/foo", "message": "no family has it"},
                          {"path": "/other/1", "message": "is wrong"}, {"path": "", "message": "nothing fits"}]}\
            """);
        try {
            ApiClient client = at(url(server)).naming(Map.of("limits", "--limit", "set", "--set"));
            assertEquals(
                    "--limit: there is no metric parms; --set foo: no family has it; /other/1: is wrong; nothing fits",
                    failure(client));
        } finally {
            server.stop(0);
        }
    }

    private static String failure(ApiClient client) {
        return String.valueOf(assertThrows(CommandFailure.class, () -> client.get("/searches/7", List.of()))
                .getMessage());
    }

    private static HttpServer answering(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static URI url(HttpServer server) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Where a server has been. */
    private static URI closed() throws IOException {
        HttpServer server = answering(200, "");
        URI url = url(server);
        server.stop(0);
        return url;
    }
}

package dev.tradespace.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiClientTest {
    @Test
    void namesTheCommandThatGoesOnWhereThePlatformHasGoneAway() throws IOException {
        URI gone = closed();
        ApiClient client = new ApiClient(gone, null);

        assertEquals(
                "the platform at " + gone
                        + " does not answer any more; `tradespace sweep --resume` goes on with what it left",
                failure(client));
        assertEquals(
                "the platform at " + gone
                        + " does not answer any more; `tradespace search --resume 7` goes on with what it left",
                failure(client.resumedBy("tradespace search --resume 7")));
    }

    private static String failure(ApiClient client) {
        return String.valueOf(assertThrows(CommandFailure.class, () -> client.get("/searches/7", List.of()))
                .getMessage());
    }

    /** Where a server has been. */
    private static URI closed() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        int port = server.getAddress().getPort();
        server.stop(0);
        return URI.create("http://127.0.0.1:" + port);
    }
}

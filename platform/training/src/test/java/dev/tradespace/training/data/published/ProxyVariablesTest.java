package dev.tradespace.training.data.published;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tradespace.training.data.io.Digest;
import dev.tradespace.training.data.io.ProgressListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyVariablesTest {
    /** A host that no resolver knows (RFC 2606): what comes from there came through the proxy. */
    private static final URI PLACE = URI.create("http://data.invalid/there/");

    private static final byte[] CONTENT = "the file".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private HttpServer proxy;
    private String wanted = "";

    @BeforeEach
    void serve() throws IOException {
        proxy = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.createContext("/", this::answer);
        proxy.start();
    }

    @AfterEach
    void stop() {
        proxy.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        String shown = exchange.getRequestHeaders().getFirst("Proxy-Authorization");
        if (!wanted.isEmpty() && !wanted.equals(shown)) {
            exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"the door\"");
            exchange.sendResponseHeaders(407, -1);
        } else {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT);
        }
        exchange.close();
    }

    private String address() {
        return "127.0.0.1:" + proxy.getAddress().getPort();
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
    }

    private void fetch(Map<String, String> environment) throws IOException {
        MessageDigest digest = Digest.sha256();
        digest.update(CONTENT);
        RemoteFile file = new RemoteFile("data.gz", CONTENT.length, Digest.hex(digest));
        new Download(file, PLACE, folder, ProxyVariables.of(environment), ProgressListener.SILENT).run();
    }

    @Test
    void fetchesThroughTheProxy() throws IOException {
        fetch(Map.of("http_proxy", "http://" + address() + "/"));
        assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("data.gz")));
        assertEquals(List.of(PLACE + "data.gz"), asked);
    }

    @Test
    void showsNameAndPasswordToAProxyThatWantsThem() throws IOException {
        wanted = basic("me@home:p:ss +");
        fetch(Map.of("HTTP_PROXY", "me%40home:p%3Ass%20+@" + address()));
        assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("data.gz")));
    }

    @Test
    void saysThatTheProxyWantsToKnowWhoAsks() {
        wanted = basic("me:secret");
        String message = String.valueOf(assertThrows(IOException.class, () -> fetch(Map.of("http_proxy", address())))
                .getMessage());
        assertTrue(message.contains("the proxy " + address() + " of http_proxy wants another name"), message);
    }

    @Test
    void saysWhichProxyDoesNotAnswer() {
        String there = address();
        proxy.stop(0);
        String message = String.valueOf(assertThrows(IOException.class, () -> fetch(Map.of("http_proxy", there)))
                .getMessage());
        assertTrue(message.contains("no connection to the proxy " + there + " of http_proxy"), message);
    }

    @Test
    void asksTheProxyForATunnelWhereTheAddressIsHttps() throws Exception {
        try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> heard = new CompletableFuture<>();
            Thread thread = new Thread(() -> refuseAll(door, heard));
            thread.setDaemon(true);
            thread.start();
            ProxyVariables proxies =
                    ProxyVariables.of(Map.of("HTTPS_PROXY", "http://127.0.0.1:" + door.getLocalPort()));
            Download download = new Download(
                    new RemoteFile("data.gz", 1, "0"),
                    URI.create("https://data.invalid/"),
                    folder,
                    proxies,
                    ProgressListener.SILENT);
            assertThrows(IOException.class, download::run);
            assertEquals("CONNECT data.invalid:443 HTTP/1.1", heard.get());
        }
    }

    private static void refuseAll(ServerSocket door, CompletableFuture<String> heard) {
        while (!door.isClosed()) {
            try (Socket socket = door.accept();
                    BufferedReader in = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
                heard.complete(String.valueOf(in.readLine()));
                socket.getOutputStream()
                        .write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"
                                .getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                // The next one is waited for, if there is a next.
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.org/x,          example.org,           false",
        "https://data.example.org/x,     example.org,           false",
        "https://data.example.org/x,     .example.org,          false",
        "https://data.example.org/x,     *.example.org,         false",
        "https://notexample.org/x,       example.org,           true",
        "https://example.org/x,          example.org:443,       false",
        "https://example.org:8443/x,     example.org:443,       true",
        "https://EXAMPLE.org/x,          'a.b, Example.ORG',    false",
        "https://example.org/x,          *,                     false",
        "http://example.org/x,           other.org,             true",
        "http://[::1]/x,                 [::1],                 false",
    })
    void leavesOutWhatNoProxyNames(URI target, String exceptions, boolean through) {
        ProxyVariables proxies = ProxyVariables.of(Map.of("all_proxy", "proxy:3128", "NO_PROXY", exceptions));
        assertEquals(through, proxies.place(target).isPresent());
    }

    @Test
    void theVariableOfTheSchemeComesFirstAndSmallLettersBeforeCapitals() {
        ProxyVariables proxies = ProxyVariables.of(
                Map.of("https_proxy", "http://small", "HTTPS_PROXY", "http://large", "ALL_PROXY", "http://all:1"));
        assertEquals(Optional.of("small:80 of https_proxy"), name(proxies, "https://x.org/"));
        assertEquals(Optional.of("all:1 of ALL_PROXY"), name(proxies, "http://x.org/"));
        assertFalse(proxies.place(URI.create("ftp://x.org/")).isPresent());
    }

    private static Optional<String> name(ProxyVariables proxies, String target) {
        return proxies.place(URI.create(target)).map(ProxyVariables.Place::toString);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://me:secret@host:1",
                "https://me:secret@host",
                "http://me:secret@",
                "http://h:70000",
                "a b"
            })
    void refusesWhatIsNoProxyWithoutTellingThePassword(String value) {
        String message = String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> ProxyVariables.of(Map.of("https_proxy", value)))
                        .getMessage());
        assertTrue(message.startsWith("https_proxy must be http://HOST:PORT"), message);
        assertFalse(message.contains("secret"), message);
    }
}

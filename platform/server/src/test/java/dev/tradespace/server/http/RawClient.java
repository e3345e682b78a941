package dev.tradespace.server.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A client that sends any bytes and reads the answer by its own framing; one connection as long as it lasts. */
final class RawClient implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 60_000;
    /** A request that is not whole may never be answered. */
    private static final int SHORT_PATIENCE_MILLIS = 50;

    private final URI server;
    private @Nullable Socket socket;
    private @Nullable InputStream in;

    RawClient(URI server) {
        this.server = server;
    }

    /**
     * What came back.
     *
     * @param status 0 where the server closed without an answer, -1 where it waited for more of what was not whole
     * @param head the status line and the headers
     */
    record Received(int status, String head, String body) {}

    /**
     * Sends it, and reads the answer.
     *
     * @throws IOException if a whole request is not answered
     */
    Received send(Shot shot) throws IOException {
        Socket used = socket;
        if (used == null || in == null || !shot.whole()) {
            close();
            used = new Socket(server.getHost(), server.getPort());
            used.setTcpNoDelay(true);
            socket = used;
            in = new BufferedInputStream(used.getInputStream());
        }
        used.setSoTimeout(shot.whole() ? PATIENCE_MILLIS : SHORT_PATIENCE_MILLIS);
        try {
            used.getOutputStream().write(shot.bytes());
        } catch (IOException closedMeanwhile) {
            // It may have answered already, to a head that was enough.
        }
        try {
            Received received = read(in, shot.head());
            if (!shot.whole() || received.head().toLowerCase(Locale.ROOT).contains("\r\nconnection: close")) {
                close();
            }
            return received;
        } catch (SocketTimeoutException late) {
            close();
            if (shot.whole()) {
                throw late;
            }
            return new Received(-1, "", "");
        } catch (IOException reset) {
            close();
            if (shot.whole()) {
                throw reset;
            }
            return new Received(0, "", "");
        }
    }

    private static Received read(@Nullable InputStream in, boolean noBody) throws IOException {
        if (in == null) {
            throw new IllegalStateException("there is no connection");
        }
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server closed after " + head);
            }
            head.append((char) next);
        }
        int status = RawHttp.status(head.toString());
        if (status == 100) {
            return read(in, noBody);
        }
        String lower = head.toString().toLowerCase(Locale.ROOT);
        int length = lower.indexOf("\r\ncontent-length: ");
        if (noBody || length < 0) {
            return new Received(status, head.toString(), "");
        }
        int from = length + "\r\ncontent-length: ".length();
        int bytes = Integer.parseInt(lower.substring(from, lower.indexOf('\r', from)));
        return new Received(status, head.toString(), new String(in.readNBytes(bytes), StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        socket = null;
        in = null;
    }
}

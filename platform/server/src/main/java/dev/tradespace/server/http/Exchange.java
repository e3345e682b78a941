package dev.tradespace.server.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One request and its answer, which is sent once. It is over when the answer has been written or the connection has
 * closed, whichever comes first.
 *
 * <p>Lives on one event loop.
 */
final class Exchange implements WorkQueue.Requester {
    private static final Logger LOG = LoggerFactory.getLogger(Exchange.class);
    /**
     * How long the rest of a refused body is read and thrown away: a connection that closes over unread bytes is reset,
     * and the client loses the answer.
     */
    private static final long LINGER_MILLIS = 2_000;

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final List<Runnable> endings = new ArrayList<>();
    private boolean over;
    private boolean sent;

    Exchange(Vertx vertx, HttpServerRequest request) {
        this.vertx = vertx;
        this.request = request;
        request.response().closeHandler(closed -> end());
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return request.response();
    }

    boolean isHead() {
        return request.method().equals(HttpMethod.HEAD);
    }

    /** Where the request comes from. */
    String remote() {
        return request.remoteAddress() == null
                ? ""
                : String.valueOf(request.remoteAddress().hostAddress());
    }

    /** Has something done when this is over; at once if it is. */
    @Override
    public void onOver(Runnable ending) {
        if (over) {
            ending.run();
        } else {
            endings.add(ending);
        }
    }

    boolean isOver() {
        return over;
    }

    private void end() {
        if (!over) {
            over = true;
            List.copyOf(endings).forEach(Runnable::run);
            endings.clear();
        }
    }

    /** Sends the answer, unless one has been sent or nobody waits for it any more. */
    void send(Response answer) {
        HttpServerResponse response = response();
        if (over || sent || response.ended() || response.closed()) {
            return;
        }
        sent = true;
        boolean bodyLeft = hasBody() && !request.isEnded();
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        if (answer.status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        if (bodyLeft) {
            response.putHeader("Connection", "close");
        }
        written(answer).onComplete(done -> {
            if (bodyLeft) {
                closeSoon();
            }
            end();
        });
    }

    private boolean hasBody() {
        String length = request.getHeader("Content-Length");
        return request.headers().contains("Transfer-Encoding") || (length != null && !length.equals("0"));
    }

    private Future<Void> written(Response answer) {
        HttpServerResponse response = response();
        if (answer.file() == null) {
            if (isHead() && answer.hasLength()) {
                response.putHeader(
                        "Content-Length", String.valueOf(answer.body().length()));
            }
            Buffer body = isHead() || !answer.hasLength() ? Buffer.buffer() : answer.body();
            return response.end(body).onFailure(Exchange::gone);
        }
        if (isHead()) {
            response.putHeader(
                    "Content-Length", String.valueOf(answer.file().toFile().length()));
            return response.end().onFailure(Exchange::gone);
        }
        return response.sendFile(answer.file().toString())
                .onFailure(Exchange::gone)
                .recover(this::withoutFile);
    }

    /** A file that has gone since it was looked for: without an answer the client would wait for ever. */
    private Future<Void> withoutFile(Throwable missing) {
        if (response().headWritten() || response().closed()) {
            return request.connection().close();
        }
        Response answer = Response.error(HttpError.notFound("", "the file is not on this machine any more"));
        response().setStatusCode(answer.status());
        answer.headers().forEach(response()::putHeader);
        response().headers().remove("Content-Disposition");
        return response().end(answer.body());
    }

    private void closeSoon() {
        if (request.isEnded()) {
            request.connection().close().onFailure(Exchange::gone);
            return;
        }
        long timer = vertx.setTimer(
                LINGER_MILLIS, late -> request.connection().close().onFailure(Exchange::gone));
        request.handler(thrownAway -> {})
                .exceptionHandler(broken -> vertx.cancelTimer(timer))
                .endHandler(read -> {
                    vertx.cancelTimer(timer);
                    request.connection().close().onFailure(Exchange::gone);
                });
    }

    private static void gone(Throwable why) {
        LOG.debug("the client has gone", why);
    }
}

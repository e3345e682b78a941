package dev.tradespace.server.bus;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The one class that touches the event bus. Records cross it by reference, so they must be immutable, as all of ours are.
 *
 * <p>One for each {@link Vertx}.
 */
public final class Bus {
    /** Asking takes as long as the answerer works: plugins build hundreds of networks for one sweep. */
    private static final DeliveryOptions PATIENT =
            new DeliveryOptions().setSendTimeout(Duration.ofMinutes(10).toMillis());

    private final EventBus events;

    /** The bus of a Vert.x that has no other. */
    public Bus(Vertx vertx) {
        this.events = vertx.eventBus()
                .registerCodec(new RecordCodec())
                .codecSelector(body -> body instanceof Record ? RecordCodec.NAME : null);
    }

    /** Asks whoever answers the topic; fails if nobody does, or as the answerer failed. */
    public <Q extends Record, A> Future<A> ask(Topic<Q, A> topic, Q question) {
        return events.request(topic.address(), question, PATIENT)
                .compose(reply -> reply.body() instanceof Threw threw
                        ? Future.failedFuture(threw.failure())
                        : Future.succeededFuture(topic.answer().cast(reply.body())));
    }

    /**
     * Answers a topic from now on. A throw and a failed future both become a reply that carries the failure: without one, the asker would learn only
     * by its time-out, and by a message alone it could not tell a store that is away from a bug.
     *
     * @return what ends it
     */
    public <Q extends Record, A> Subscription answer(Topic<Q, A> topic, Function<Q, Future<A>> answerer) {
        MessageConsumer<Object> consumer = events.localConsumer(topic.address());
        consumer.handler(message -> called(topic, answerer, message)
                .onComplete(message::reply, failure -> message.reply(new Threw(failure))));
        return consumer::unregister;
    }

    /** Tells everybody who listens to the topic; nobody may be. */
    public <Q extends Record> void tell(Topic<Q, Void> topic, Q message) {
        events.publish(topic.address(), message);
    }

    /**
     * Listens to a topic from now on, in the order in which one thread tells.
     *
     * @return what ends it
     */
    public <Q extends Record> Subscription listen(Topic<Q, Void> topic, Consumer<Q> listener) {
        MessageConsumer<Object> consumer = events.localConsumer(topic.address());
        consumer.handler(message -> listener.accept(topic.question().cast(message.body())));
        return consumer::unregister;
    }

    /** A listener or an answerer at its post. */
    @FunctionalInterface
    public interface Subscription {
        /** Leaves the post. */
        Future<Void> end();
    }

    private static <Q extends Record, A> Future<A> called(
            Topic<Q, A> topic, Function<Q, Future<A>> answerer, Message<Object> message) {
        try {
            return answerer.apply(topic.question().cast(message.body()));
        } catch (RuntimeException thrown) {
            return Future.failedFuture(thrown);
        }
    }

    /** The reply of an answerer that failed. */
    private record Threw(Throwable failure) {}

    /** Whether an asker learned by the bus itself that nobody has answered: there is no answerer, or its time is over. */
    public static boolean isUnanswered(Throwable failure) {
        return failure instanceof ReplyException reply && reply.failureType() != ReplyFailure.RECIPIENT_FAILURE;
    }
}

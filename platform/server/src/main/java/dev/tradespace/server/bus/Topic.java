package dev.tradespace.server.bus;

import java.util.Objects;

/**
 * What a message is about, with the types that travel under it.
 *
 * @param <Q> what is told or asked
 * @param <A> what is answered; {@link Void} where nobody answers
 * @param address its name on the bus, unique
 * @param question the class of {@code Q}
 * @param answer the class of {@code A}
 */
public record Topic<Q extends Record, A>(String address, Class<Q> question, Class<A> answer) {
    public Topic {
        if (address.isBlank()) {
            throw new IllegalArgumentException("address must not be blank");
        }
        Objects.requireNonNull(question, "question");
        Objects.requireNonNull(answer, "answer");
    }

    /** A topic that is only told. */
    static <Q extends Record> Topic<Q, Void> told(String address, Class<Q> question) {
        return new Topic<>(address, question, Void.class);
    }
}

package dev.tradespace.server.bus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.server.Soon;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BusTest {
    private record Question(String text) {}

    private record Reply(int length) {}

    private static final Topic<Question, Reply> LENGTH = new Topic<>("test.length", Question.class, Reply.class);
    private static final Topic<Question, Void> NEWS = Topic.told("test.news", Question.class);

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);

    @AfterEach
    void close() throws InterruptedException {
        Soon.get(vertx.close());
    }

    @Test
    void answersWhatIsAsked() throws InterruptedException {
        Bus.Subscription post = bus.answer(
                LENGTH,
                question -> Future.succeededFuture(new Reply(question.text().length())));

        assertEquals(new Reply(3), Soon.get(bus.ask(LENGTH, new Question("abc"))));
        Soon.get(post.end());
    }

    @Test
    void failsTheAskerWhenTheAnswererThrows() throws InterruptedException {
        Bus.Subscription post = bus.answer(LENGTH, question -> {
            throw new IllegalStateException("the answerer broke on " + question.text());
        });

        Throwable failure = Soon.failure(bus.ask(LENGTH, new Question("abc")));

        assertEquals("the answerer broke on abc", failure.getMessage());
        Soon.get(post.end());
    }

    @Test
    void failsTheAskerWhenTheAnswererFailsLaterOrWithoutAMessage() throws InterruptedException {
        Bus.Subscription post = bus.answer(LENGTH, question -> Future.failedFuture(new IllegalStateException()));

        Throwable failure = Soon.failure(bus.ask(LENGTH, new Question("abc")));

        assertEquals(IllegalStateException.class, failure.getClass());
        Soon.get(post.end());
    }

    @Test
    void failsTheAskerWhenNobodyAnswersAnyMore() throws InterruptedException {
        Bus.Subscription post = bus.answer(LENGTH, question -> Future.succeededFuture(new Reply(0)));
        Soon.get(post.end());

        Throwable failure = Soon.failure(bus.ask(LENGTH, new Question("abc")));

        assertTrue(failure.toString().contains("No handlers"), failure::toString);
    }

    @Test
    void tellsEverybodyTheVeryRecordInOrder() throws InterruptedException {
        CompletableFuture<List<Question>> first = listening(3);
        CompletableFuture<List<Question>> second = listening(3);
        List<Question> told = List.of(new Question("a"), new Question("b"), new Question("c"));

        told.forEach(question -> bus.tell(NEWS, question));

        for (CompletableFuture<List<Question>> heard : List.of(first, second)) {
            assertEquals(told, Soon.get(heard));
            assertSame(told.get(0), Soon.get(heard).get(0));
        }
    }

    private CompletableFuture<List<Question>> listening(int messages) {
        CompletableFuture<List<Question>> whole = new CompletableFuture<>();
        List<Question> heard = new ArrayList<>();
        Bus.Subscription unused = bus.listen(NEWS, question -> {
            heard.add(question);
            if (heard.size() == messages) {
                whole.complete(List.copyOf(heard));
            }
        });
        return whole;
    }
}

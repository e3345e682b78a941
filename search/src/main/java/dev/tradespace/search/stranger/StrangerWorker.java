package dev.tradespace.search.stranger;

import dev.tradespace.api.check.Problem;
import dev.tradespace.api.search.Ask;
import dev.tradespace.api.search.Known;
import dev.tradespace.api.search.SearchProblem;
import dev.tradespace.api.search.SearchStrategy;
import dev.tradespace.api.search.SearchStrategyPlugin;
import dev.tradespace.api.space.Configuration;
import dev.tradespace.api.space.SearchSpace;
import dev.tradespace.core.process.ParentLine;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The process in which a stranger's strategies live: it does what the line says, one thing after the other. Its standard input is its line to the
 * platform; when that ends, so does the worker, whatever the stranger is doing. What the stranger prints goes to standard error.
 */
public final class StrangerWorker {
    private final OutputStream out;
    private final StrangerServices services;
    private final BlockingQueue<Fields> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<Fields> answers = new LinkedBlockingQueue<>();
    private @Nullable Started started;

    /** The strategy at work. */
    private record Started(SearchSpace space, SearchStrategy strategy) {}

    private StrangerWorker(OutputStream out, StrangerServices services) {
        this.out = out;
        this.services = services;
    }

    /**
     * Serves until the line ends.
     *
     * @param arguments the jar
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        InputStream in = new BufferedInputStream(new FileInputStream(FileDescriptor.in));
        OutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setIn(InputStream.nullInputStream());
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        StrangerWorker worker = new StrangerWorker(out, StrangerServices.of(Path.of(arguments[0])));
        Thread line = new Thread(() -> worker.listen(in), "line to the platform");
        line.setDaemon(true);
        line.start();
        worker.serve();
    }

    /** What the platform wants begins with a verb; anything else answers what we wanted to know. */
    private void listen(InputStream in) {
        try {
            for (Optional<Fields> next = JsonLine.receive(in); next.isPresent(); next = JsonLine.receive(in)) {
                (next.get().has("do") ? requests : answers).add(next.get());
            }
        } catch (IOException broken) {
            // A broken line is an ended one.
        }
        // Not exit: a stranger's shutdown hooks could hang.
        Runtime.getRuntime().halt(ParentLine.ORPHANED);
    }

    private void serve() throws IOException, InterruptedException {
        while (true) {
            Fields request = requests.take();
            Map<String, ?> answer;
            try {
                answer = answer(request);
            } catch (Throwable thrown) { // the border to a stranger's code: errors too are told under its name
                answer = Map.of("failed", StrangerServices.sentence(thrown));
            }
            send(answer);
        }
    }

    private synchronized void send(Map<String, ?> message) throws IOException {
        JsonLine.send(out, message);
    }

    private Map<String, ?> answer(Fields request) {
        return switch (request.text("do")) {
            case "describe" -> Map.of("strategies", services.describe());
            case "check" -> Map.of("problems", check(request));
            case "start" -> start(request);
            case "ask" -> ask(request);
            case "tell" -> tell(request);
            default -> throw new IllegalArgumentException("there is no " + request.text("do"));
        };
    }

    private List<Map<String, String>> check(Fields request) {
        SearchStrategyPlugin plugin = services.plugin(request.text("class"));
        List<Problem> problems = plugin.check(problem(request), settings(plugin, request));
        return problems.stream()
                .map(problem -> Map.of("path", problem.path(), "message", problem.message()))
                .toList();
    }

    private Map<String, ?> start(Fields request) {
        SearchStrategyPlugin plugin = services.plugin(request.text("class"));
        SearchProblem problem = problem(request);
        SearchStrategy begun =
                Objects.requireNonNull(plugin.start(problem, settings(plugin, request)), "start returned null");
        started = new Started(problem.space(), begun);
        return Map.of("started", true);
    }

    private Map<String, ?> ask(Fields request) {
        Ask ask = started().strategy.ask(request.integer("number"), new SplittableRandom(request.whole("seed")));
        return SearchForm.write(Objects.requireNonNull(ask, "ask returned null"));
    }

    private Map<String, ?> tell(Fields request) {
        started().strategy.tell(SearchForm.trial(started().space, request.object("trial")));
        return Map.of("told", true);
    }

    private Started started() {
        return Objects.requireNonNull(started, "no strategy was started");
    }

    private SearchProblem problem(Fields request) {
        return SearchForm.problem(request.object("problem"), this::known);
    }

    private static Configuration settings(SearchStrategyPlugin plugin, Fields request) {
        return SpaceForm.configuration(plugin.settings(), request.object("settings"));
    }

    /** Asks the platform, and waits. A stranger may do so from threads of its own: one question is under way at a time. */
    private synchronized Known known(SearchSpace asked, Configuration configuration) {
        if (!asked.contains(configuration)) {
            throw new IllegalArgumentException("nothing is known outside the space, of " + configuration);
        }
        try {
            send(Map.of("known", SpaceForm.write(configuration)));
            return SearchForm.known(answers.take());
        } catch (IOException broken) {
            throw new IllegalStateException("the platform is gone", broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the platform was asked", stopped);
        }
    }
}

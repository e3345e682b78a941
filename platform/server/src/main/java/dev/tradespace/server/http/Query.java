package dev.tradespace.server.http;

import dev.tradespace.api.check.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of one request, read strictly: whoever reads gets a harmless value for a wrong one, and {@link #finish()} refuses the request with
 * every problem, unknown parameters included.
 */
final class Query {
    private static final Pattern WHOLE = Pattern.compile("[0-9]+");
    private static final Pattern REAL = Pattern.compile("[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final int DEFAULT_LIMIT = 100;
    /** More fits into no answer that anybody would read: the caller pages on. */
    static final int MAX_LIMIT = 20_000;

    /** More than a page compares; each may cost a question to the store. */
    private static final int MOST_VALUES = 1_000;

    private final Map<String, List<String>> given;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();

    private Query(Map<String, List<String>> given) {
        this.given = given;
    }

    /** The query of a request line, still encoded; null for none. */
    static Query parse(@Nullable String encoded) {
        Query query = new Query(new LinkedHashMap<>());
        if (encoded == null || encoded.isEmpty()) {
            return query;
        }
        for (String pair : encoded.split("&", -1)) {
            if (!pair.isEmpty()) {
                query.add(pair);
            }
        }
        return query;
    }

    private void add(String pair) {
        int equals = pair.indexOf('=');
        try {
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            given.computeIfAbsent(name, first -> new ArrayList<>()).add(value);
        } catch (IllegalArgumentException malformed) {
            problems.add(new Problem("", "the query must be " + malformed.getMessage() + ", was " + pair));
        }
    }

    private static String decoded(String text) {
        return PercentEncoded.decode(text, true);
    }

    /** How many items to skip. */
    int offset() {
        return whole("offset", 0, Integer.MAX_VALUE, 0);
    }

    /** How many items to give. */
    int limit() {
        return whole("limit", 1, MAX_LIMIT, DEFAULT_LIMIT);
    }

    /** A whole number in a range. */
    int whole(String name, int least, int most, int absent) {
        return parsed(name, text -> wholeNumber(text, least, most), "a whole number from " + least + " to " + most)
                .map(Math::toIntExact)
                .orElse(absent);
    }

    /** The number of something that is numbered from 1. */
    Optional<Long> number(String name) {
        return parsed(name, text -> wholeNumber(text, 1, Long.MAX_VALUE), "a whole number from 1");
    }

    /** The numbers of things that are numbered from 1, each once; empty if any is wrong, which is a problem. */
    List<Long> numbers(String name, int most) {
        List<Long> numbers = new ArrayList<>();
        for (String text : texts(name)) {
            Optional<Long> number = wholeNumber(text, 1, Long.MAX_VALUE);
            if (number.isEmpty()) {
                problems.add(new Problem(name, "must be a whole number from 1, was " + text));
                return List.of();
            }
            if (!numbers.contains(number.get())) {
                numbers.add(number.get());
            }
        }
        if (numbers.size() > most) {
            problems.add(new Problem(name, "may be given at most " + most + " times, was given " + numbers.size()));
        }
        return numbers;
    }

    private static Optional<Long> wholeNumber(String text, long least, long most) {
        if (!WHOLE.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            long value = Long.parseLong(text);
            return value < least || value > most ? Optional.empty() : Optional.of(value);
        } catch (NumberFormatException tooLong) {
            return Optional.empty();
        }
    }

    /** A finite number, at least 0. */
    OptionalDouble amount(String name, String unit) {
        Optional<Double> amount =
                parsed(name, Query::finite, "a number of at least 0" + (unit.equals("1") ? "" : " in " + unit));
        return amount.isPresent() ? OptionalDouble.of(amount.get()) : OptionalDouble.empty();
    }

    private static Optional<Double> finite(String text) {
        if (!REAL.matcher(text).matches()) {
            return Optional.empty();
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    }

    /** A text that means something; empty if it is absent or, which is a problem, means nothing. */
    <T> Optional<T> parsed(String name, Function<String, Optional<T>> meaning, String allowed) {
        Optional<String> text = text(name);
        Optional<T> value = text.flatMap(meaning);
        if (text.isPresent() && value.isEmpty()) {
            problems.add(new Problem(name, "must be " + allowed + ", was " + text.get()));
        }
        return value;
    }

    /** A text given at most once. */
    Optional<String> text(String name) {
        List<String> texts = texts(name);
        if (texts.size() > 1) {
            problems.add(new Problem(name, "must be given once, was given " + texts.size() + " times"));
        }
        return texts.stream().findFirst();
    }

    /** A text that must be there. */
    String required(String name, String example) {
        requireGiven(name, example);
        return text(name).orElse("");
    }

    /** A text that must be there and may be given more than once. */
    List<String> requiredTexts(String name, String example) {
        requireGiven(name, example);
        return texts(name);
    }

    private void requireGiven(String name, String example) {
        if (!given.containsKey(name)) {
            problems.add(new Problem(name, "is missing; it is, say, " + example));
        }
    }

    /** A text that may be given more than once. */
    List<String> texts(String name) {
        known.add(name);
        List<String> texts = given.getOrDefault(name, List.of());
        if (texts.size() > MOST_VALUES) {
            problems.add(new Problem(
                    name, "may be given at most " + MOST_VALUES + " times, was given " + texts.size() + " times"));
            return List.of();
        }
        if (texts.stream().anyMatch(String::isBlank)) {
            problems.add(new Problem(name, "must not be blank"));
            return List.of();
        }
        return texts;
    }

    /** Notes a problem that only the reader can see. */
    void refuse(String name, String message) {
        problems.add(new Problem(name, message));
    }

    /**
     * Ends the reading.
     *
     * @throws HttpError if anything was wrong
     */
    void finish() {
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                problems.add(new Problem(
                        name,
                        "is unknown; "
                                + (known.isEmpty() ? "there are none" : "known are " + String.join(", ", known))));
            }
        }
        if (!problems.isEmpty()) {
            throw HttpError.badRequest(problems);
        }
    }
}

package dev.tradespace.hardware.command;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a figure stands in what a command tells.
 *
 * @param pattern a regular expression whose one group is a number; {@code ^} and {@code $} are the ends of a line. Null where there is a pointer
 * @param pointer a JSON pointer (RFC 6901) to a number or an array of numbers; null where there is a pattern
 * @param fromFile whether the text is that of the file {@code {output}}, and not the standard output
 * @param factor what the number is multiplied by to have nanoseconds, bytes or joules
 */
public record Extraction(@Nullable String pattern, @Nullable String pointer, boolean fromFile, double factor) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MOST_NUMBERS = 1 << 20;
    /** 30 years in nanoseconds, and more bytes and joules than there are. */
    private static final double LARGEST = 1e18;

    private static final int SHOWN = 40;

    /** The expression as it is used. */
    static Pattern compiled(String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE);
    }

    /**
     * All numbers, in nanoseconds, bytes or joules.
     *
     * @param name the figure's, for the reasons: {@code samples}
     * @throws CommandFailed if there is none, or one is not above 0
     */
    double[] all(String name, String text) throws CommandFailed {
        DoubleStream.Builder found = DoubleStream.builder();
        int count = 0;
        if (pattern != null) {
            Matcher matcher = compiled(pattern).matcher(text);
            while (matcher.find()) {
                found.add(amount(name, String.valueOf(matcher.group(1))));
                refuseTooMany(name, ++count);
            }
        } else {
            try (JsonParser numbers = new FilteringParserDelegate(
                    JSON.createParser(text),
                    new JsonPointerBasedFilter(String.valueOf(pointer)),
                    TokenFilter.Inclusion.ONLY_INCLUDE_ALL,
                    false)) {
                for (JsonToken token = numbers.nextToken(); token != null; token = numbers.nextToken()) {
                    if (token.isScalarValue()) {
                        found.add(amount(name, numbers.getText()));
                        refuseTooMany(name, ++count);
                    }
                }
            } catch (IOException notJson) {
                throw new CommandFailed("where " + name + " should stand there is no JSON: "
                        + String.valueOf(notJson.getMessage())
                                .lines()
                                .findFirst()
                                .orElse(""));
            }
        }
        if (count == 0) {
            throw new CommandFailed((text.isBlank() ? "the command told nothing" : "the command told no " + name)
                    + ": nothing is at " + Optional.ofNullable(pattern).orElse(pointer)
                    + (fromFile ? " in the file {output}" : " in its standard output"));
        }
        return found.build().toArray();
    }

    /** The only number. */
    double one(String name, String text) throws CommandFailed {
        double[] all = all(name, text);
        if (all.length > 1) {
            throw new CommandFailed(name + " must be one number, " + all.length + " were found");
        }
        return all[0];
    }

    private static void refuseTooMany(String name, int count) throws CommandFailed {
        if (count > MOST_NUMBERS) {
            throw new CommandFailed(name + " must be at most " + MOST_NUMBERS + " numbers");
        }
    }

    private double amount(String name, String text) throws CommandFailed {
        double amount;
        try {
            amount = Double.parseDouble(text) * factor;
        } catch (NumberFormatException noNumber) {
            amount = Double.NaN;
        }
        if (!(amount > 0 && amount < LARGEST)) {
            throw new CommandFailed(name + " must be above 0 and finite, was "
                    + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "..."));
        }
        return amount;
    }
}

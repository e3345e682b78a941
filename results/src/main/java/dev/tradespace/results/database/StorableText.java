package dev.tradespace.results.database;

import dev.tradespace.core.measure.Outcome;
import java.sql.Types;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/**
 * Texts that every database can hold. PostgreSQL refuses NUL, and neither NUL nor half of a surrogate pair can be told to anybody: both become U+FFFD, the
 * replacement character. Every text that is bound to a statement comes through here, to be written or to be looked for.
 */
public final class StorableText extends AbstractArgumentFactory<String> {
    private static final char REPLACEMENT = '\uFFFD';
    /** Of a reason: what strangers say may be of any length, and is kept several times. */
    private static final int MOST_CHARACTERS = 8_000;

    StorableText() {
        super(Types.VARCHAR);
    }

    @Override
    protected Argument build(String text, ConfigRegistry config) {
        String clean = of(text);
        return (position, statement, context) -> statement.setString(position, clean);
    }

    /** The text itself where it can be stored. */
    public static String of(String text) {
        StringBuilder clean = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPair(text, i)) {
                i++;
            } else if (c == 0 || Character.isSurrogate(c)) {
                if (clean == null) {
                    clean = new StringBuilder(text);
                }
                clean.setCharAt(i, REPLACEMENT);
            }
        }
        return clean == null ? text : clean.toString();
    }

    private static boolean isPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    /** A reason of bearable length: its beginning, with a mark where more was said. */
    public static String reason(String text) {
        return of(
                text.length() <= MOST_CHARACTERS
                        ? text
                        : text.substring(0, MOST_CHARACTERS) + "... (" + text.length() + " characters)");
    }

    /** Likewise of a failure. */
    public static Outcome.Failure reason(Outcome.Failure failure) {
        return new Outcome.Failure(reason(failure.reason()), of(failure.detail()), failure.worthRetrying());
    }
}

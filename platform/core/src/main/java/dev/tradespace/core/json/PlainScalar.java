package dev.tradespace.core.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A number or flag of a YAML file that was written without quotes: its reader may take it for the text that it was,
 * too.
 */
interface PlainScalar {
    /** What was written. */
    String asText();

    /** The number, flag or null that a scalar without quotes is in JSON; everything else is text. */
    static JsonNode of(String written) {
        return switch (written) {
            case "", "null" -> JsonNodeFactory.instance.nullNode();
            case "true" -> new Flag(true);
            case "false" -> new Flag(false);
            default -> number(written);
        };
    }

    private static JsonNode number(String written) {
        if (Real.FORM.matcher(written).matches()) {
            try {
                BigDecimal value = new BigDecimal(written);
                return written.matches("-?[0-9]+")
                        ? new Whole(value.toBigIntegerExact(), written)
                        : new Real(value, written);
            } catch (NumberFormatException hugeExponent) {
                return JsonNodeFactory.instance.textNode(written);
            }
        }
        return JsonNodeFactory.instance.textNode(written);
    }

    /** {@code true} or {@code false}. */
    final class Flag extends BooleanNode implements PlainScalar {
        private static final long serialVersionUID = 1L;

        private Flag(boolean value) {
            super(value);
        }
    }

    /** A whole number. */
    final class Whole extends BigIntegerNode implements PlainScalar {
        private static final long serialVersionUID = 1L;

        private final String written;

        private Whole(BigInteger value, String written) {
            super(value);
            this.written = written;
        }

        @Override
        public String asText() {
            return written;
        }
    }

    /** A number with a point or an exponent. */
    final class Real extends DecimalNode implements PlainScalar {
        private static final long serialVersionUID = 1L;

        /** RFC 8259, section 6. */
        private static final Pattern FORM = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

        private final String written;

        private Real(BigDecimal value, String written) {
            super(value);
            this.written = written;
        }

        @Override
        public String asText() {
            return written;
        }
    }
}

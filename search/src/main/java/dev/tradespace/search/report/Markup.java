package dev.tradespace.search.report;

import java.util.ArrayDeque;
import java.util.Deque;

/** HTML and SVG, written so that whatever comes from outside can only ever become text or an attribute's value. */
final class Markup {
    private final StringBuilder written = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Opens an element; attributes are names and values in turn. */
    Markup open(String tag, String... attributes) {
        begin(tag, attributes).append('>');
        open.push(tag);
        return this;
    }

    /** Closes the innermost element. */
    Markup close() {
        written.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element that holds text only. */
    Markup leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    /** An element without content. */
    Markup empty(String tag, String... attributes) {
        begin(tag, attributes).append("/>");
        return this;
    }

    Markup text(String text) {
        escape(text);
        return this;
    }

    /** A line break in the source, for those who read it. */
    Markup line() {
        written.append('\n');
        return this;
    }

    /** The style sheet of this package, which no user writes. */
    Markup style(String sheet) {
        written.append("<style>\n").append(sheet).append("</style>");
        return this;
    }

    private StringBuilder begin(String tag, String... attributes) {
        if (attributes.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "attributes must be names and values in turn, were " + attributes.length);
        }
        written.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            written.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            written.append('"');
        }
        return written;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            switch (character) {
                case '&' -> written.append("&amp;");
                case '<' -> written.append("&lt;");
                case '>' -> written.append("&gt;");
                case '"' -> written.append("&quot;");
                case '\'' -> written.append("&#39;");
                // Control characters have no place in HTML.
                default ->
                    written.append(character < ' ' && character != '\n' && character != '\t' ? '\ufffd' : character);
            }
        }
    }

    /** What was written; every element is closed. */
    String whole() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("elements are open: " + open);
        }
        return written.toString();
    }
}

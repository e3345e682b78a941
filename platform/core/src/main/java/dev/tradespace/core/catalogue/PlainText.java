package dev.tradespace.core.catalogue;

import org.jspecify.annotations.Nullable;

/** What plugins write, made fit to be shown and stored: no control characters but line breaks and tabs, no halves of characters, and not endless. */
final class PlainText {
    private static final int REPLACEMENT = 0xFFFD;

    private PlainText() {}

    /** Whether a text is fit as it is. */
    static boolean isPlain(String text) {
        return text.codePoints().noneMatch(PlainText::isUnfit);
    }

    /** A text of at most so many characters, with what is unfit replaced. */
    static String of(@Nullable String text, int most) {
        String whole = String.valueOf(text);
        String shown = whole.length() > most ? whole.substring(0, most) + "..." : whole;
        return shown.codePoints()
                .map(character -> isUnfit(character) ? REPLACEMENT : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isUnfit(int character) {
        return (Character.isISOControl(character) && character != '\n' && character != '\t')
                || (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE);
    }
}

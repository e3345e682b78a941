package dev.tradespace.core.catalogue;

import java.util.regex.Pattern;

/** Globs over ids: {@code *} is any text, {@code ?} any one character; nothing else is special. */
public final class Globs {
    private Globs() {}

    /** Whether an id matches. */
    public static boolean matches(String glob, String id) {
        String regex = "\\Q"
                + glob.replace("\\E", "\\E\\\\E\\Q").replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E";
        return Pattern.matches(regex, id);
    }
}

package dev.tradespace.core.catalogue;

/** Globs over ids: {@code *} is any text, {@code ?} any one character; nothing else is special. */
public final class Globs {
    private Globs() {}

    /**
     * Whether an id matches. The time is bounded by the product of the lengths, whatever an external glob holds: only the last star met
     * is ever tried again.
     */
    public static boolean matches(String glob, String id) {
        int g = 0;
        int i = 0;
        int star = -1;
        int resume = 0;
        while (i < id.length()) {
            if (g < glob.length() && glob.charAt(g) == '*') {
                star = g++;
                resume = i;
            } else if (g < glob.length() && (glob.charAt(g) == '?' || glob.charAt(g) == id.charAt(i))) {
                g++;
                i++;
            } else if (star >= 0) {
                g = star + 1;
                i = ++resume;
            } else {
                return false;
            }
        }
        while (g < glob.length() && glob.charAt(g) == '*') {
            g++;
        }
        return g == glob.length();
    }
}

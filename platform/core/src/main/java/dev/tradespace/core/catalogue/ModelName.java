package dev.tradespace.core.catalogue;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The short name of a model whose id is long, as those of found networks are: its variant and a digest of the id, {@code mobilenet/v2-1.0~3f9a1c2e07}. It follows from
 * the id alone, so that it is the same everywhere and always; the page works it out likewise. The id itself stays the identity of rows.
 *
 * @source the digest is FNV-1a with 64 bits (G. Fowler, L. C. Noll, K.-P. Vo; RFC 9923), of which the lower 40 are shown
 */
public final class ModelName {
    /** Longer ids have a short name. */
    public static final int LONGEST_ID = 48;

    private static final Pattern SHORT = Pattern.compile("[^/\\[\\]~]+/[^/\\[\\]~]+~[0-9a-f]{10}");
    private static final long OFFSET_BASIS = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;
    private static final long SHOWN_BITS = 0xffffffffffL;

    private ModelName() {}

    /** The name of a model: its id where that is short. */
    public static String of(String id) {
        int bracket = id.indexOf('[');
        return id.length() <= LONGEST_ID || bracket < 0
                ? id
                : id.substring(0, bracket) + "~" + String.format(Locale.ROOT, "%010x", digest(id) & SHOWN_BITS);
    }

    /** Whether a text is the short name of some model. */
    public static boolean isShort(String text) {
        return SHORT.matcher(text).matches();
    }

    /** The variant from which a short name starts, with which the id begins. */
    public static String variant(String name) {
        return name.substring(0, name.indexOf('~'));
    }

    private static long digest(String id) {
        long digest = OFFSET_BASIS;
        for (byte next : id.getBytes(StandardCharsets.UTF_8)) {
            digest = (digest ^ (next & 0xff)) * PRIME;
        }
        return digest;
    }
}

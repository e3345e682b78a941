package dev.tradespace.training.data;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a dataset: small letters and digits in words that hyphens join. Nothing else is ever looked for on a
 * disk, so that no name can be a path, climb out of the home's folder or hide in it.
 */
public final class DatasetName {
    private static final int MOST_CHARACTERS = 80;
    /** Leaves room for a number behind it. */
    private static final int MOST_OF_FOLDER = 60;

    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    private DatasetName() {}

    /** Whether a text can be the name of a dataset. */
    public static boolean isName(String text) {
        return text.length() <= MOST_CHARACTERS && NAME.matcher(text).matches();
    }

    /** What a folder's name becomes: {@code My Cats (2024)} is {@code my-cats-2024}. */
    public static String of(Path folder) {
        String name = Normalizer.normalize(String.valueOf(folder.getFileName()), Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\p{M}+", "")
                .replaceAll("[^a-z0-9]+", "-");
        String cut = name.substring(0, Math.min(name.length(), MOST_OF_FOLDER)).replaceAll("^-|-$", "");
        return cut.isEmpty() ? "images" : cut;
    }

    /** A text that should have been a name, as a message quotes it: short, and without control characters. */
    public static String quoted(String text) {
        String plain = text.replaceAll("\\p{Cntrl}", "\uFFFD");
        return plain.length() <= MOST_CHARACTERS ? plain : plain.substring(0, MOST_CHARACTERS) + "...";
    }
}

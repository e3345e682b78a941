package dev.tradespace.training.data;

import java.util.List;

/**
 * A warning about a dataset that can be used.
 *
 * @param message a sentence, with the number of the entries
 * @param entries the files that it is about, each with its reason where there is one
 */
public record DatasetNote(String message, List<String> entries) {
    /** Most entries in a text; a folder can have thousands. */
    private static final int SHOWN = 20;

    public DatasetNote {
        entries = List.copyOf(entries);
    }

    /** The sentence and the first entries. */
    @Override
    public String toString() {
        if (entries.isEmpty()) {
            return message;
        }
        int more = entries.size() - SHOWN;
        return message + ": " + String.join(", ", entries.subList(0, Math.min(entries.size(), SHOWN)))
                + (more > 0 ? " and " + more + " more" : "");
    }
}

package dev.tradespace.devices.source;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One file of AI Hub's.
 *
 * @param name of the file, for messages
 * @param tree what it says
 * @param text as it was written
 */
record AiHubDocument(String name, JsonNode tree, String text) {
    /** The file and the line on which a text stands first; the file alone where it stands nowhere. */
    String where(String wanted) {
        int at = wanted.isEmpty() ? -1 : text.indexOf(wanted);
        return at < 0
                ? name
                : name + " line "
                        + (text.substring(0, at)
                                        .chars()
                                        .filter(letter -> letter == '\n')
                                        .count()
                                + 1);
    }
}

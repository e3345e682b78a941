package dev.tradespace.api.check;

import java.util.Objects;

/**
 * One thing that is wrong with an input.
 *
 * @param path where: a JSON pointer ({@code /variants/0}) or the name of an option; empty for the whole input
 * @param message what is wrong and what would be right, one sentence for a person
 */
public record Problem(String path, String message) {
    public Problem {
        Objects.requireNonNull(path, "path");
        if (message.isBlank()) {
            throw new IllegalArgumentException("message must not be blank");
        }
    }

    /** The problem in one line: {@code path: message}. */
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}

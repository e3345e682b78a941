package dev.tradespace.hardware;

import dev.tradespace.api.check.Problem;
import java.util.List;

/**
 * A user's profile that is left out.
 *
 * @param file the file's name within its directory
 * @param problems all that is wrong with it, at least one
 */
public record BrokenProfile(String file, List<Problem> problems) {
    public BrokenProfile {
        problems = List.copyOf(problems);
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a broken profile has at least 1 problem, was 0");
        }
    }
}

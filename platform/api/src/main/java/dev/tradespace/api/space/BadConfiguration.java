package dev.tradespace.api.space;

import dev.tradespace.api.check.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Settings that are no point of a space: all that is wrong with them. */
public final class BadConfiguration extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** A refusal for these reasons, at least one. */
    public BadConfiguration(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /** Everything that is wrong. */
    public List<Problem> problems() {
        return problems;
    }
}

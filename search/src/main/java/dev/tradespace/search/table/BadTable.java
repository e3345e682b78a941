package dev.tradespace.search.table;

import dev.tradespace.api.check.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A table or its spec that cannot be used; what it says names everything that is wrong. */
public sealed class BadTable extends IllegalArgumentException permits MissingTable {
    private static final long serialVersionUID = 1L;

    /** More problems than these are only counted. */
    private static final int SHOWN = 10;

    private final transient List<Problem> problems;

    BadTable(List<Problem> problems) {
        super(problems.stream().limit(SHOWN).map(Problem::toString).collect(Collectors.joining("; "))
                + (problems.size() > SHOWN ? "; and " + (problems.size() - SHOWN) + " more" : ""));
        this.problems = List.copyOf(problems);
    }

    BadTable(String message) {
        this(List.of(new Problem("", message)));
    }

    /** Everything that is wrong, with its place. */
    public List<Problem> problems() {
        return problems;
    }
}

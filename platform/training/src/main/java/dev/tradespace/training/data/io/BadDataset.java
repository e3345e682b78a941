package dev.tradespace.training.data.io;

import dev.tradespace.api.check.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A dataset that is unusable, with everything that is wrong with it. */
public final class BadDataset extends IOException {
    private static final long serialVersionUID = 1L;
    /** Most problems in the message; a folder can have thousands. */
    private static final int SHOWN = 20;

    private final transient List<Problem> problems;

    /**
     * A refusal.
     *
     * @param name the dataset or its folder
     * @param problems what is wrong, with the paths of files
     */
    public BadDataset(String name, List<Problem> problems) {
        this(name, problems, "");
    }

    /**
     * A refusal that tells what would help.
     *
     * @param hint no sentence's end; empty if nothing would
     */
    public BadDataset(String name, List<Problem> problems, String hint) {
        super(message(name, problems) + (hint.isEmpty() ? "" : (problems.size() == 1 ? "; " : "\n") + hint));
        this.problems = List.copyOf(problems);
    }

    /** A refusal of one file or folder. */
    public static BadDataset of(Path path, String message) {
        return new BadDataset(path.toString(), List.of(new Problem(path.toString(), message)));
    }

    private static String message(String name, List<Problem> problems) {
        if (problems.size() == 1) {
            return name + " cannot be used: " + line(name, problems.get(0));
        }
        String shown = problems.stream()
                .limit(SHOWN)
                .map(problem -> line(name, problem))
                .collect(Collectors.joining("\n  "));
        int more = problems.size() - SHOWN;
        return name + " cannot be used:\n  " + shown + (more > 0 ? "\n  and " + more + " more" : "");
    }

    /** A problem of the whole dataset does not name it again. */
    private static String line(String name, Problem problem) {
        return problem.path().equals(name) ? problem.message() : problem.toString();
    }

    /** What is wrong. */
    public List<Problem> problems() {
        return problems;
    }
}

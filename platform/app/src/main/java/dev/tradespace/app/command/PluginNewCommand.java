package dev.tradespace.app.command;

import dev.tradespace.app.author.PluginProject;
import dev.tradespace.app.context.CommandFailure;
import dev.tradespace.app.context.Context;
import dev.tradespace.app.context.FileProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a project of an architecture plugin that builds, tests and runs. */
@Command(
        name = "new",
        description =
                "Makes a Maven project of an architecture plugin, with its contract tests, and says how to build and run it.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PluginNewCommand implements Callable<Integer> {
    private final Context context;

    @Parameters(paramLabel = "NAME", description = "What to call it: small letters, digits and hyphens.")
    private String name;

    @Option(names = "--family", paramLabel = "ID", description = "The family's id (default: NAME).")
    private @Nullable String family;

    @Option(names = "--dir", paramLabel = "DIR", description = "Where to; new or empty (default: a folder NAME here).")
    private @Nullable Path folder;

    PluginNewCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        PluginProject project = new PluginProject(name, family == null ? name : family);
        List<String> problems = project.problems();
        if (!problems.isEmpty()) {
            throw CommandFailure.refused(String.join("; ", problems));
        }
        Path target = folder == null ? Path.of(name) : folder;
        List<Path> files;
        try {
            files = project.write(target);
        } catch (FileAlreadyExistsException taken) {
            throw CommandFailure.refused(
                    "a new project needs a new or an empty folder, and " + target + " has something in it");
        } catch (IOException unwritable) {
            throw CommandFailure.failed(target + " cannot be written: " + FileProblem.of(unwritable));
        }
        tell(target, files);
        return 0;
    }

    private void tell(Path target, List<Path> files) {
        PrintWriter out = context.out();
        Path checkout = Path.of(System.getProperty("tradespace.checkout", "."));
        out.println(target + ":");
        files.forEach(file -> out.println("  " + file));
        out.println("Once, so that Maven finds the api and the contract tests (in Tradespace's folder):");
        out.println(
                "  cd " + quoted(checkout) + " && ./mvnw -q -DskipTests -pl platform/bom,platform/testkit -am install");
        out.println("Build and test:");
        out.println("  mvn -f " + quoted(target) + " package");
        out.println("Try it, with the trainer and the runtimes of this machine:");
        out.println("  " + program(checkout) + " plugin check " + quoted(target) + "/target/*.jar");
        out.println("See it, then keep it:");
        out.println("  " + program(checkout) + " list variants --plugins " + quoted(target.resolve("target")));
        Path plugins = context.settings().home().resolve("plugins");
        out.println("  mkdir -p " + quoted(plugins) + " && cp " + quoted(target) + "/target/*.jar " + quoted(plugins));
        out.flush();
    }

    private static String program(Path checkout) {
        return quoted(checkout.resolve("tradespace"));
    }

    /** As a shell takes it for one word. */
    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9_./+=:@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}

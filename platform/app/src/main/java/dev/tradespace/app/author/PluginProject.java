package dev.tradespace.app.author;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * A Maven project of an architecture plugin: the files of {@code examples/plugin}, which the build puts beside this class, under other names.
 *
 * @param name of the project, kebab-case: {@code ghost-net}
 * @param family the family's id, kebab-case
 */
public record PluginProject(String name, String family) {
    private static final String EXAMPLE = "project/";
    private static final String CLASS = "TinyNet";
    private static final String ID = "tinynet";
    /** The files of the example. */
    static final List<String> FILES = List.of(
            "pom.xml",
            "src/main/java/com/example/tinynet/TinyNet.java",
            "src/main/resources/META-INF/services/dev.tradespace.api.plugin.ArchitecturePlugin",
            "src/test/java/com/example/tinynet/TinyNetTest.java");

    private static final Pattern KEBAB = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    /** Longer names are no names of files on some systems. */
    private static final int MOST_CHARACTERS = 60;

    private static final Pattern WORD = Pattern.compile("[A-Za-z]+");

    /** What cannot be a name for a project or a family, in sentences; empty where nothing is wrong. */
    public List<String> problems() throws IOException {
        List<String> problems = new ArrayList<>();
        Map.of("NAME", name, "--family", family).forEach((what, given) -> {
            if (!KEBAB.matcher(given).matches() || given.length() > MOST_CHARACTERS) {
                problems.add(what + " must be at most " + MOST_CHARACTERS
                        + " small letters, digits and hyphens, a letter" + " first (ghost-net), was " + given);
            }
        });
        if (problems.isEmpty() && (SourceVersion.isKeyword(packageName()) || isUsed(className()))) {
            problems.add("NAME becomes the name of a class and a package, so it must not be a word that Java or the"
                    + " example has already, was " + name);
        }
        problems.sort(null);
        return problems;
    }

    /** The name of its class: {@code GhostNet}. */
    public String className() {
        return Stream.of(name.split("-"))
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
    }

    private String packageName() {
        return name.replace("-", "");
    }

    /** What the example itself uses by this name would be hidden by a class of the same name. */
    private static boolean isUsed(String word) throws IOException {
        for (String file : FILES) {
            if (file.endsWith(".java")
                    && WORD.matcher(read(file))
                            .results()
                            .anyMatch(used -> used.group().equals(word) && !word.equals(CLASS))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Writes the project.
     *
     * @param folder a new one, or an empty one
     * @return the files, relative to it
     * @throws FileAlreadyExistsException if something lies there
     */
    public List<Path> write(Path folder) throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        for (String file : FILES) {
            files.put(
                    Path.of(file.replace(CLASS, className()).replace("/" + ID + "/", "/" + packageName() + "/")),
                    renamed(read(file)));
        }
        if (Files.exists(folder)) {
            if (!Files.isDirectory(folder)) {
                throw new FileAlreadyExistsException(folder.toString());
            }
            try (Stream<Path> inside = Files.list(folder)) {
                if (inside.findAny().isPresent()) {
                    throw new FileAlreadyExistsException(folder.toString());
                }
            }
        }
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.writeString(target, file.getValue());
        }
        return List.copyOf(files.keySet());
    }

    private String renamed(String text) {
        return text.replace(CLASS, className())
                .replace("com.example." + ID, "com.example." + packageName())
                .replace("<artifactId>" + ID + "<", "<artifactId>" + name + "<")
                .replace("\"" + ID + "\"", "\"" + family + "\"");
    }

    private static String read(String file) throws IOException {
        try (InputStream stream = PluginProject.class.getResourceAsStream(EXAMPLE + file)) {
            if (stream == null) {
                throw new FileNotFoundException(EXAMPLE + file + " is missing in the program");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

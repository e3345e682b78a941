package dev.tradespace.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first diagram of docs/architecture.md: which module knows which.
 *
 * @param arrows as they are drawn, sorted: {@code a --> b}, or {@code a -.-> b} for what is there at run time only
 * @param known the modules that each may be compiled against: those at the end of its solid arrows, and on from there
 */
record ArchitecturePage(Set<String> arrows, Map<String, Set<String>> known) {
    private static final Path PAGE = Path.of("../../docs/architecture.md");
    private static final Pattern ARROW = Pattern.compile("([a-z0-9-]+) (-->|-\\.->) ([a-z0-9-]+)");

    static ArchitecturePage read() {
        Set<String> arrows = new TreeSet<>();
        Map<String, Set<String>> direct = new TreeMap<>();
        for (String line : diagram().split("\n")) {
            Matcher arrow = ARROW.matcher(line.strip());
            if (arrow.matches()) {
                arrows.add(arrow.group());
                if (arrow.group(2).equals("-->")) {
                    direct.computeIfAbsent(arrow.group(1), first -> new TreeSet<>())
                            .add(arrow.group(3));
                }
            }
        }
        Map<String, Set<String>> known = new TreeMap<>();
        direct.keySet()
                .forEach(module -> follow(module, direct, known.computeIfAbsent(module, first -> new TreeSet<>())));
        return new ArchitecturePage(arrows, known);
    }

    private static String diagram() {
        try {
            String page = Files.readString(PAGE);
            return page.substring(0, page.indexOf("\n```\n"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void follow(String module, Map<String, Set<String>> direct, Set<String> reached) {
        for (String next : direct.getOrDefault(module, Set.of())) {
            if (reached.add(next)) {
                follow(next, direct, reached);
            }
        }
    }

    boolean allows(String from, String to) {
        return known.getOrDefault(from, Set.of()).contains(to);
    }
}

package dev.tradespace.server.http;

import dev.tradespace.core.json.RecordJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An HTML file of the page as one that opens from a disk: its style sheets stand in it, and its modules in an import
 * map of {@code data:} addresses, since browsers import no module of a file beside it.
 */
final class InlinedPage {
    private static final Pattern STYLE = Pattern.compile("<link rel=\"stylesheet\" href=\"([^\"]+)\" />");
    private static final Pattern SCRIPT = Pattern.compile("<script type=\"module\" src=\"([^\"]+)\"></script>");
    /** An import of the module's code, which ends its line, or one at run time; not those of types in comments. */
    private static final Pattern IMPORT = Pattern.compile("(from |import )'(\\.[^']+)'(?=;)|(import\\()'(/[^']+)'");

    private final StaticFiles files;

    private InlinedPage(StaticFiles files) {
        this.files = files;
    }

    /** The file's text; blocks. */
    static String html(StaticFiles files, String name) {
        InlinedPage page = new InlinedPage(files);
        String styled = replaced(STYLE, page.text(name), style -> "<style>\n" + page.text(style) + "</style>");
        return replaced(SCRIPT, styled, page::script);
    }

    private String script(String name) {
        Map<String, String> modules = new LinkedHashMap<>();
        collect(name, modules);
        return "<script type=\"importmap\">" + RecordJson.text(Map.of("imports", modules))
                + "</script>\n<script type=\"module\">import '" + bare(name) + "';</script>";
    }

    /** Puts a module and all that it imports into the map, which names them without the leading slash. */
    private void collect(String name, Map<String, String> modules) {
        if (modules.putIfAbsent(bare(name), "") != null) {
            return;
        }
        String code = IMPORT.matcher(text(name)).replaceAll(found -> {
            boolean later = found.group(2) == null;
            String imported =
                    URI.create(name).resolve(found.group(later ? 4 : 2)).getPath();
            collect(imported, modules);
            return Matcher.quoteReplacement(found.group(later ? 3 : 1) + "'" + bare(imported) + "'");
        });
        modules.put(
                bare(name),
                "data:text/javascript;base64,"
                        + Base64.getEncoder().encodeToString(code.getBytes(StandardCharsets.UTF_8)));
    }

    private String text(String name) {
        return files.file(name, null).body().toString(StandardCharsets.UTF_8);
    }

    private static String bare(String name) {
        return name.substring(1);
    }

    private static String replaced(Pattern pattern, String text, UnaryOperator<String> by) {
        return pattern.matcher(text).replaceAll(found -> Matcher.quoteReplacement(by.apply(found.group(1))));
    }
}

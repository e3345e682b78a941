package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** The diagram of docs/architecture.md is the module graph of the build: no arrow is missing, and none is too many. */
class ArchitecturePageTest {
    private static final Path ROOT = Path.of("../..");
    private static final String OURS = "tradespace-";

    @Test
    void drawsTheModuleGraphOfTheBuild() throws Exception {
        Set<String> drawn = ArchitecturePage.read().arrows();

        assertTrue(drawn.size() > 20, () -> "few arrows were read: " + drawn);
        assertEquals(lines(built()), lines(drawn));
    }

    private static String lines(Set<String> arrows) {
        return String.join("\n", arrows);
    }

    /** The dependencies of the product's modules and its benchmarks on one another, without those of tests and of examples. */
    private static Set<String> built() throws Exception {
        Set<String> arrows = new TreeSet<>();
        for (Element listed : elements(read(ROOT.resolve("pom.xml")), "module")) {
            String module = listed.getTextContent();
            if (module.startsWith("examples/") || module.startsWith("platform/bench/")) {
                continue;
            }
            Document pom = read(ROOT.resolve(module).resolve("pom.xml"));
            String from = child(pom.getDocumentElement(), "artifactId", "");
            for (Element dependency : elements(pom, "dependency")) {
                if (dependency.getParentNode().getParentNode().getNodeName().equals("dependencyManagement")) {
                    continue; // a version, no arrow
                }
                String to = child(dependency, "artifactId", "");
                String scope = child(dependency, "scope", "compile");
                if (to.startsWith(OURS) && (scope.equals("compile") || scope.equals("runtime"))) {
                    arrows.add(name(from) + (scope.equals("compile") ? " --> " : " -.-> ") + name(to));
                }
            }
        }
        return arrows;
    }

    private static String name(String artifact) {
        return artifact.substring(OURS.length());
    }

    private static Document read(Path pom) throws ParserConfigurationException, IOException, SAXException {
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(pom.toFile());
    }

    private static List<Element> elements(Document pom, String name) {
        List<Element> elements = new ArrayList<>();
        var found = pom.getElementsByTagName(name);
        for (int i = 0; i < found.getLength(); i++) {
            elements.add((Element) found.item(i));
        }
        return elements;
    }

    /** The text of a direct child of this name. */
    private static String child(Element parent, String name, String otherwise) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(name)) {
                return node.getTextContent();
            }
        }
        return otherwise;
    }
}

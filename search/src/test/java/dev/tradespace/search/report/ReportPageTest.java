package dev.tradespace.search.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tradespace.core.catalogue.ModelId;
import dev.tradespace.search.report.SearchReport.Fact;
import dev.tradespace.search.report.SearchReport.Line;
import dev.tradespace.search.report.SearchReport.Member;
import dev.tradespace.search.report.SearchReport.Outcome;
import dev.tradespace.search.report.SearchReport.Share;
import dev.tradespace.search.report.SearchReport.Volume;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportPageTest {
    private static final String ATTACK = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>&\u0000";

    @Test
    void holdsEveryPartOfAFinishedSearch() {
        String html = ReportPage.html(Reports.finished());
        for (String part : List.of(
                "Search 3: mobilenet on fashion-mnist",
                "Finished after 5 of 5 trials.",
                "The front",
                "How the front grew",
                "Share of the box up to 2 ms.",
                "What mattered",
                "All trials",
                "tradespace search --families mobilenet,vit --seed 1",
                "guided: the cost is known before training",
                "counted from the architecture",
                "Xeon",
                "the worker ran out of memory",
                "latency is 4.5 ms, at most 2 ms is allowed",
                "models/2.onnx")) {
            assertTrue(html.contains(part), part);
        }
    }

    @Test
    void drawsTheFrontTheLimitAndEveryTrialWhoseCostIsKnown() {
        Document page = parsed(ReportPage.html(Reports.finished()));
        assertEquals(1, ofClass(page, "path", "front").size());
        assertEquals(1, ofClass(page, "line", "limit").size());
        assertEquals(1, ofClass(page, "path", "cross").size(), "the one over the limit");
        assertEquals(1, ofClass(page, "path", "other family-1").size(), "the one that is beaten");
        // The mark of the legend, too.
        assertEquals(3, ofClass(page, "path", "member family-0").size());
        assertEquals(2, ofClass(page, "path", "curve").size());
    }

    @Test
    void setsTestFiguresApartWithTheirIntervals() {
        String html = ReportPage.html(Reports.finished());
        assertTrue(html.contains("Test accuracy"));
        assertTrue(
                html.contains("<b>91.7%</b><small> 95%: 91.1% to 92.2%</small><small> of 10000 images</small>"), html);
    }

    @Test
    void saysBeforeTheEndThatTheTestImagesAreUnread() {
        SearchReport report = Reports.finished();
        String html =
                ReportPage.html(Reports.of("Search 4", report.trials(), List.of(new Member(2, Optional.empty()))));
        assertFalse(html.contains("Test accuracy"));
        assertTrue(html.contains("the test images are read once, at the end"));
    }

    @Test
    void whatOthersWroteStaysText() {
        Line trial = new Line(
                0,
                new ModelId("attack", ATTACK, Map.of()),
                ATTACK,
                ATTACK,
                Outcome.EVALUATED,
                ATTACK,
                Map.of("accuracy", 90.0, Reports.LATENCY, 1.0),
                Map.of(),
                OptionalDouble.empty(),
                ATTACK);
        SearchReport report = new SearchReport(
                ATTACK,
                ATTACK,
                List.of(new Fact(ATTACK, ATTACK)),
                ATTACK,
                new Fact(ATTACK, ATTACK),
                List.of(Reports.ACCURACY, Reports.COST),
                List.of(),
                List.of(trial),
                List.of(new Member(0, Optional.empty())),
                new Volume(List.of(), ATTACK),
                List.of(new Share(ATTACK, 1, 1, 1)),
                ATTACK,
                List.of(new Fact(ATTACK, ATTACK)));
        String html = ReportPage.html(report);
        Document page = parsed(html);
        assertEquals(0, page.getElementsByTagName("script").getLength());
        assertEquals(0, page.getElementsByTagName("img").getLength());
        assertTrue(page.getElementsByTagName("h1").item(0).getTextContent().startsWith("<script>alert('x')</script>"));
    }

    @Test
    void loadsNothingAndRunsNothing() {
        String html = ReportPage.html(Reports.finished());
        assertTrue(html.contains("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;"));
        String bare = html.replace("http://www.w3.org/2000/svg", "");
        for (String forbidden :
                List.of("<script", "<link", "<img", "<iframe", "url(", "@import", "http:", "https:", " on")) {
            assertFalse(
                    bare.matches("(?s).*" + java.util.regex.Pattern.quote(forbidden) + "\\w*=.*")
                            || (!forbidden.equals(" on") && bare.contains(forbidden)),
                    forbidden);
        }
    }

    @Test
    void theSameReportGivesTheSameText() {
        assertEquals(ReportPage.html(Reports.finished()), ReportPage.html(Reports.finished()));
    }

    @Test
    void aSearchThatFoundNothingIsStillAReport() {
        SearchReport report = new SearchReport(
                "Search 5",
                "Failed: nothing in the space fits.",
                List.of(),
                "",
                new Fact("Strategy", "auto"),
                List.of(Reports.ACCURACY, Reports.COST),
                List.of(),
                List.of(),
                List.of(),
                new Volume(List.of(), ""),
                List.of(),
                "",
                List.of());
        Document page = parsed(ReportPage.html(report));
        assertEquals(0, page.getElementsByTagName("svg").getLength());
        assertTrue(ReportPage.html(report).contains("No trial keeps all limits."));
    }

    @Test
    void twoCostsHaveAChartEachAndNoStaircase() {
        SearchReport report = Reports.finished();
        SearchReport three = new SearchReport(
                report.title(),
                report.status(),
                report.asked(),
                report.command(),
                report.strategy(),
                List.of(
                        Reports.ACCURACY,
                        Reports.COST,
                        new SearchReport.Column(
                                "params",
                                "Parameters",
                                Reports.PARAMS.metric(),
                                Reports.PARAMS.goal(),
                                true,
                                "counted")),
                report.limits(),
                report.trials(),
                report.front(),
                report.volume(),
                report.shares(),
                report.sharesOf(),
                report.surroundings());
        Document page = parsed(ReportPage.html(three));
        assertEquals(0, ofClass(page, "path", "front").size());
        assertEquals(5, ofClass(page, "path", "member family-0").size(), "two charts and the legend");
    }

    /** As XML, which only a page whose every element is closed and whose every text is escaped can be. */
    private static Document parsed(String html) {
        try {
            String body = html.replaceFirst("<!doctype html>\n", "");
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(body)));
        } catch (SAXException | IOException | ParserConfigurationException broken) {
            throw new AssertionError(html, broken);
        }
    }

    private static List<Element> ofClass(Document page, String tag, String kind) {
        List<Element> found = new ArrayList<>();
        NodeList all = page.getElementsByTagName(tag);
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            if (element.getAttribute("class").equals(kind)) {
                found.add(element);
            }
        }
        return found;
    }
}

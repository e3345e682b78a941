package dev.tradespace.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;

/** What axe finds wrong with a page as it stands. */
final class AccessibilityCheck {
    private AccessibilityCheck() {}

    /** Fails where axe finds a violation. */
    static void accessible(Page page) {
        List<String> violations = new ArrayList<>();
        for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
            violations.add(rule.getId() + ": " + rule.getHelp() + " "
                    + rule.getNodes().stream().map(node -> node.getHtml()).toList());
        }
        assertEquals(List.of(), violations, page.url());
    }

    /** In light and dark, wide and narrow. */
    static void accessibleEverywhere(Page page) {
        for (ColorScheme scheme : List.of(ColorScheme.DARK, ColorScheme.LIGHT)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            page.setViewportSize(390, 844);
            accessible(page);
            page.setViewportSize(1400, 1000);
            accessible(page);
        }
    }
}

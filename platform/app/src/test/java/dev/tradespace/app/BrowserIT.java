package dev.tradespace.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's way through the page, in a real Chromium, with the real server on a real H2 file and real measurements. */
class BrowserIT {
    private static final String SMALL = "v1-0.25-128";
    private static final String LARGE = "v1-1.0-224";
    private static final double SWEEP_MILLIS = 120_000;

    @TempDir
    Path home;

    @Test
    void measuresTwoModelsAndChoosesOneUnderALimit() throws IOException, InterruptedException {
        Optional<Path> chromium = chromium();
        Skips.unless(
                chromium.isPresent(), "there is no Chromium on this machine; `apt-get install chromium` brings one");
        try (Programs programs = new Programs(home)) {
            programs.start("serve", "--port", "0");
            URI url = programs.await(() -> programs.get("/api/about").isPresent() ? programs.url() : Optional.empty());
            try (Playwright playwright = Playwright.create(
                            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                    Browser browser = playwright.chromium().launch(options(chromium.get()))) {
                goThrough(browser, url);
            }
        }
    }

    private static void goThrough(Browser browser, URI url) {
        Page page = browser.newPage(
                new Browser.NewPageOptions().setViewportSize(1400, 1000).setColorScheme(ColorScheme.LIGHT));
        List<String> errors = new ArrayList<>();
        page.onPageError(errors::add);
        page.navigate(url.toString());
        assertThat(page.getByText("Nothing has been measured here yet")).isVisible();
        accessible(page);

        page.navigate(url.resolve("/#/sweeps").toString());
        page.locator("form.start-form")
                .getByText("None", new Locator.GetByTextOptions().setExact(true))
                .click();
        choose(page, SMALL);
        choose(page, LARGE);
        page.locator("form.start-form label.check")
                .filter(new Locator.FilterOptions().setHasText("ort-fp32-all"))
                .locator("input")
                .uncheck();
        page.locator("form.start-form input[value=quick]").check();
        accessible(page);
        page.locator("form.start-form button[type=submit]").click();

        assertThat(page.locator(".sweep-head"))
                .containsText("finished", new LocatorAssertions.ContainsTextOptions().setTimeout(SWEEP_MILLIS));
        assertThat(page.locator("table tbody tr").filter(new Locator.FilterOptions().setHasText("measured")))
                .hasCount(2);
        accessible(page);

        page.getByText("See the results").click();
        Locator winner = page.locator(".winner-name a");
        assertThat(winner).hasText("mobilenet/" + LARGE);
        page.locator("#limit-params").fill("1");
        page.locator("#limit-params").press("Tab");
        assertThat(winner).hasText("mobilenet/" + SMALL);
        assertThat(page.locator(".binding")).containsText("mobilenet/" + LARGE);
        accessible(page);

        winner.click();
        assertThat(page.locator("h1")).containsText(SMALL);
        accessible(page);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.setViewportSize(390, 844);
        accessible(page);
        page.navigate(url.toString());
        assertThat(page.locator(".winner-name a")).isVisible();
        accessible(page);
        assertEquals(List.of(), errors, "no script failed");
    }

    private static void choose(Page page, String variant) {
        page.getByLabel("Filter models by name").fill(variant);
        page.locator("li.variant:visible label.check")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(variant, new Page.GetByTextOptions().setExact(true))))
                .locator("input")
                .check();
        page.getByLabel("Filter models by name").fill("");
    }

    private static void accessible(Page page) {
        List<String> violations = new ArrayList<>();
        for (Rule rule : new AxeBuilder(page).analyze().getViolations()) {
            violations.add(rule.getId() + ": " + rule.getHelp() + " "
                    + rule.getNodes().stream().map(node -> node.getHtml()).toList());
        }
        assertEquals(List.of(), violations, page.url());
    }

    private static BrowserType.LaunchOptions options(Path chromium) {
        return new BrowserType.LaunchOptions()
                .setExecutablePath(chromium)
                .setArgs(List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-background-networking",
                        "--disable-component-update"));
    }

    private static Optional<Path> chromium() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }
}

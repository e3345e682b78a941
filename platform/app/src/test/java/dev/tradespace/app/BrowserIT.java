package dev.tradespace.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static dev.tradespace.app.AccessibilityCheck.accessible;
import static dev.tradespace.app.AccessibilityCheck.accessibleEverywhere;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person's way through the page, in a real Chromium, with the real server on a real H2 file and real measurements. */
class BrowserIT {
    private static final String SMALL = "v1-0.25-128";
    private static final String LARGE = "v1-1.0-224";
    /** What only something broken needs; by itself an assertion would give up after 5 s, which a busy machine may take to draw a page. */
    private static final double PATIENCE_MILLIS = 60_000;

    private static final double SWEEP_MILLIS = 240_000;
    private static final String TRAINED = "resnet/mini";
    private static final double TRAINING_MILLIS = 240_000;
    private static final int EPOCHS = 3;
    private static final int SUBSET = 640;
    private static final int CLASSES = 10;
    private static final int TESTS = 1000;
    private static final double SEARCH_MILLIS = 300_000;
    private static final String TWO_TRIALS = "\"trials\": 2";
    /** Longer than anybody looks at it. */
    private static final String AN_HOUR = "\"seconds\": 3600";
    /** Where the first axis of the parallel coordinates stands, in pixels. */
    private static final double FIRST_AXIS = 70;

    @TempDir
    Path home;

    /** A way through the page. */
    private interface Visit {
        void by(Page page, URI url, Programs programs) throws IOException, InterruptedException;
    }

    @Test
    void measuresTwoModelsAndChoosesOneUnderALimit() throws IOException, InterruptedException {
        visit((page, url, programs) -> chooses(page, url));
    }

    @Test
    void watchesATrainingAndTakesAwayWhatItLearned() throws IOException, InterruptedException {
        visit(this::trains);
    }

    @Test
    void watchesASearchFindItsFront() throws IOException, InterruptedException {
        visit(this::searches);
    }

    private void visit(Visit visit) throws IOException, InterruptedException {
        Optional<Path> chromium = chromium();
        Skips.unless(
                chromium.isPresent(), "there is no Chromium on this machine; `apt-get install chromium` brings one");
        try (Programs programs = new Programs(home)) {
            programs.start("serve", "--port", "0");
            URI url = programs.await(() -> programs.get("/api/about").isPresent() ? programs.url() : Optional.empty());
            try (Playwright playwright = Playwright.create(
                            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                    Browser browser = playwright.chromium().launch(options(chromium.get()))) {
                // Colours on their way from light to dark would be judged as if they stayed.
                Page page = browser.newPage(new Browser.NewPageOptions()
                        .setViewportSize(1400, 1000)
                        .setColorScheme(ColorScheme.LIGHT)
                        .setReducedMotion(ReducedMotion.REDUCE));
                page.setDefaultTimeout(PATIENCE_MILLIS);
                setDefaultAssertionTimeout(PATIENCE_MILLIS);
                List<String> errors = new ArrayList<>();
                page.onPageError(errors::add);
                visit.by(page, url, programs);
                assertEquals(List.of(), errors, "no script failed");
            }
        }
    }

    private static void chooses(Page page, URI url) {
        page.navigate(url.toString());
        assertThat(page.getByText("Nothing has been measured here yet")).isVisible();
        accessible(page);

        page.navigate(url.resolve("/#/sweeps").toString());
        page.locator("form.start-form")
                .getByText("None", new Locator.GetByTextOptions().setExact(true))
                .click();
        choose(page, SMALL);
        choose(page, LARGE);
        for (String other : List.of("ort-fp32-all", "dl4j-fp32-1t", "tflite-fp32-1t", "tflite-fp32-all")) {
            page.locator("form.start-form label.check")
                    .filter(new Locator.FilterOptions().setHasText(other))
                    .locator("input")
                    .uncheck();
        }
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
        DevicePages.visit(page, url);
    }

    private void trains(Page page, URI url, Programs programs) throws IOException, InterruptedException {
        page.navigate(url.resolve("/#/trainings").toString());
        assertThat(page.getByText("Nothing has been trained here yet")).isVisible();
        accessible(page);
        programs.post("/api/sweeps", """
                {"variants": ["%s"], "targets": ["local-cpu/ort-fp32-1t"], "protocol": "quick",
                 "training": {"dataset": "synthetic-shapes", "epochs": %d, "subset": %d}}
                """.formatted(TRAINED, EPOCHS, SUBSET));
        page.locator("tbody tr")
                .filter(new Locator.FilterOptions().setHasText(TRAINED))
                .locator("th a")
                .click();

        page.getByText("The curves as a table").waitFor(new Locator.WaitForOptions().setTimeout(TRAINING_MILLIS));
        page.getByText("The curves as a table").click();
        Locator epochs = page.locator(".curves ~ details tbody tr");
        for (int epoch = 1; epoch <= EPOCHS; epoch++) {
            assertThat(epochs.filter(new Locator.FilterOptions().setHas(page.locator("th", exactly(epoch)))))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(TRAINING_MILLIS));
        }
        assertThat(page.locator(".sweep-head .tag"))
                .hasText("trained", new LocatorAssertions.HasTextOptions().setTimeout(TRAINING_MILLIS));
        assertThat(page.locator(".chart.curve canvas")).hasCount(3);
        Path file = page.waitForDownload(
                        () -> page.getByText("Download the ONNX file").click())
                .path();

        Locator scores = page.getByText("confusions and images");
        scores.waitFor(new Locator.WaitForOptions().setTimeout(TRAINING_MILLIS));
        answersAlone(file, url, programs);
        accessibleEverywhere(page);
        scores.click();
        assertThat(page.locator(".confusion td")).hasCount(CLASSES * CLASSES);
        assertThat(page.locator(".classes .whisker")).hasCount(CLASSES);
        page.locator(".pairs button").first().click();
        Locator image = page.locator(".answers-grid img").first();
        assertThat(image).isVisible();
        page.waitForCondition(() -> (int) image.evaluate("image => image.naturalWidth") > 0);
        accessibleEverywhere(page);

        page.navigate(url.resolve("/#/?dataset=synthetic-shapes").toString());
        assertThat(page.locator(".winner-name a")).hasText(TRAINED);
        assertThat(page.locator(".target-figures .interval").first()).containsText("95%");
        tries(page);
    }

    private void searches(Page page, URI url, Programs programs) throws IOException, InterruptedException {
        page.navigate(url.resolve("/#/searches").toString());
        assertThat(page.getByText("No search yet.")).isVisible();
        page.getByLabel("Limits").fill("beauty<=5");
        page.getByText("Start the search").click();
        assertThat(page.locator("form.start-form .notice.bad")).containsText("beauty");
        DevicePages.chooseForSearch(page);

        search(programs, TWO_TRIALS);
        page.locator("tbody th a").click();
        assertThat(page.locator(".sweep-head .tag"))
                .hasText("finished", new LocatorAssertions.HasTextOptions().setTimeout(SEARCH_MILLIS));
        assertThat(page.locator("section:has(#members) tbody .interval").first())
                .containsText("95%");
        assertThat(page.locator("section:has(#members)")).containsText("the test images were read once");
        assertThat(page.locator("section:has(#trials) tbody tr")).hasCount(2);
        for (String chart : List.of("tradeoff", "volume", "parallel")) {
            assertThat(page.locator(".chart." + chart + " canvas")).hasCount(1);
        }
        marks(page);
        opensByItself(
                page.context().browser(),
                page.waitForDownload(() -> page.getByText("Download the report").click())
                        .path());

        search(programs, AN_HOUR);
        page.navigate(url.resolve("/#/searches/2").toString());
        // Its first two trials are known already, the third is not.
        assertThat(page.locator("section:has(#trials) tbody")
                        .getByText("evaluated")
                        .nth(1))
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(SEARCH_MILLIS));
        page.getByText("Cancel the search").click();
        assertThat(page.getByText("Go on with it")).isVisible();
        page.navigate(url.resolve("/#/searches/1").toString());
        page.locator("select[name=compare]").selectOption("2");
        assertThat(page.locator(".legend").getByText("search 2")).isVisible();
        assertThat(page.locator(".chart.volume")).hasAttribute("aria-label", Pattern.compile(".*search 1.*search 2.*"));
        accessibleEverywhere(page);
    }

    /** From the disk, in a browser without a network: a report shows what the page shows. */
    private void opensByItself(Browser browser, Path report) throws IOException {
        Path file = Files.copy(report, home.resolve("report.html"));
        List<String> errors = new ArrayList<>();
        try (BrowserContext alone = browser.newContext(new Browser.NewContextOptions()
                .setOffline(true)
                .setViewportSize(1400, 1000)
                .setReducedMotion(ReducedMotion.REDUCE))) {
            Page page = alone.newPage();
            page.onPageError(errors::add);
            List<String> asked = new ArrayList<>();
            page.onRequest(request -> asked.add(request.url()));
            page.navigate(file.toUri().toString());
            assertThat(page.locator("h1")).containsText("Search 1");
            assertThat(page.locator("section:has(#members) tbody tr").first()).containsText("mobilenet/");
            assertThat(page.locator("section:has(#trials) tbody tr")).hasCount(2);
            for (String chart : List.of("tradeoff", "volume", "parallel")) {
                assertThat(page.locator(".chart." + chart + " svg path").first())
                        .isAttached();
            }
            assertThat(page.locator("section:has(#environment)")).containsText("Family mobilenet");
            assertThat(page.locator("section:has(#asked)")).containsText("tradespace search --families mobilenet");
            assertEquals(0, page.locator("main a").count(), "nothing leads to a server");
            assertEquals(
                    List.of(),
                    asked.stream()
                            .filter(url -> !url.startsWith("file:") && !url.startsWith("data:"))
                            .toList());
            accessibleEverywhere(page);
        }
        assertEquals(List.of(), errors, "no script failed");
    }

    private static void search(Programs programs, String budget) throws IOException, InterruptedException {
        programs.post("/api/searches", """
                {"families": ["mobilenet"], "dataset": "synthetic-shapes", "targets": ["local-cpu/ort-fp32-1t"],
                 "maximize": ["accuracy"], "minimize": ["latency"], "limits": ["params<=200k"], "strategy": "random",
                 %s, "epochs": 1, "subset": 256, "set": {"resolution": "32", "skipStrides": "0"}}
                """.formatted(budget));
    }

    /** Drags along the first axis of the parallel coordinates, and puts the mark away again. */
    private static void marks(Page page) {
        Locator chart = page.locator(".chart.parallel");
        Locator trials = page.locator("section:has(#trials)");
        chart.scrollIntoViewIfNeeded();
        BoundingBox box = chart.boundingBox();
        double axis = box.x + FIRST_AXIS;
        page.mouse().move(axis, box.y + box.height / 4);
        page.mouse().down();
        page.mouse().move(axis, box.y + box.height - 1, new Mouse.MoveOptions().setSteps(4));
        page.mouse().up();
        assertThat(trials).containsText("within what is marked above");
        page.getByText("Clear the marks").click();
        assertThat(trials).containsText("2 trials");
    }

    /** Shows the model a picture, and something that is none. */
    private void tries(Page page) throws IOException {
        page.locator("nav").getByText("Try").click();
        page.locator(".drop input").setInputFiles(Files.writeString(home.resolve("letter.png"), "Dear reader"));
        assertThat(page.getByText("letter.png is not a PNG, JPEG or BMP image."))
                .isVisible();
        page.locator(".drop input").setInputFiles(picture());
        assertThat(page.locator(".opinion .probabilities li").first()).containsText("%");
        assertThat(page.locator(".previews canvas")).hasCount(2);
        accessibleEverywhere(page);
    }

    private Path picture() throws IOException {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 64; x++) {
            for (int y = 0; y < 48; y++) {
                image.setRGB(x, y, Math.hypot(x - 32, y - 24) < 16 ? 0xFFC020 : 0x203040);
            }
        }
        Path file = home.resolve("picture.png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    /** Outside of the platform, with ONNX Runtime and the file alone, every test image gets the very answer that was recorded. */
    private static void answersAlone(Path file, URI url, Programs programs) throws IOException, InterruptedException {
        JsonNode row =
                programs.get("/api/measurements").orElseThrow().path("items").path(0);
        JsonNode answers = programs.get("/api/measurements/" + row.path("id").asLong() + "/answers?limit=" + TESTS)
                .orElseThrow()
                .path("items");
        assertEquals(TESTS, answers.size());
        int right = 0;
        try (PlainOnnxModel model = new PlainOnnxModel(file)) {
            assertEquals(CLASSES, model.classes().size());
            for (JsonNode answer : answers) {
                String image = "/api/datasets/synthetic-shapes/images/test/"
                        + answer.path("index").asInt() + ".png";
                int given = model.answer(ImageIO.read(url.resolve(image).toURL()));
                assertEquals(answer.path("answer").asInt(), given, image);
                right += given == answer.path("truth").asInt() ? 1 : 0;
            }
        }
        assertEquals(row.path("accuracy").path("value").asDouble(), 100.0 * right / TESTS, 1e-9);
    }

    private static Page.LocatorOptions exactly(int number) {
        return new Page.LocatorOptions().setHasText(Pattern.compile("^" + number + "$"));
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

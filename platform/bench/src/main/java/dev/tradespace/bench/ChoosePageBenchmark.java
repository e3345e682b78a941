package dev.tradespace.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How long the page on which one chooses a model takes in Chromium, beside a server that runs: until it is ready in a browser that has never seen it, and from the
 * move of a limit until the answer is painted; and how long the browser's processes computed for it, which a busy machine changes less. As many targets of devices elsewhere are chosen as have the rows wanted, published or estimated; and, beside it, one.
 *
 * <p>Arguments: the server's address, the number of rows (10,000 without one), the number of rounds (7 without one).
 */
public final class ChoosePageBenchmark {
    /** Ids of configurations on which latencies are estimated, until their rows are as many as are wanted. */
    private static final String TARGETS = """
        async wanted => {
          const ask = async path => (await fetch(`/api/${path}`)).json();
          const { total: variants } = await ask('variants?limit=1');
          const targets = [];
          for (const { id } of (await ask('devices?limit=20000')).items) {
            const { configurations } = await ask(`devices/${id}`);
            targets.push(...configurations.filter(one => one.estimates).map(one => one.id));
            if (targets.length * variants >= wanted) break;
          }
          return targets.slice(0, Math.ceil(wanted / variants));
        }
        """;

    private static final String ROWS = """
        async targets => (await (await fetch(`/api/measurements?limit=1&${targets.map(id => `target=${id}`).join('&')}`)).json()).total
        """;

    /** The page is ready when the frame with recommendation, chart and table has been painted. */
    private static final String WATCH = """
        const look = () => {
          const ready = ['.winner-name, .nothing-fits', '.chart.tradeoff canvas', '.answers tbody th'];
          if (ready.every(part => document.querySelector(part))) {
            requestAnimationFrame(() => setTimeout(() => { window.readyAfter = performance.now(); }));
          } else {
            requestAnimationFrame(look);
          }
        };
        look();
        """;

    private static final String READY = "() => window.readyAfter";

    /** Milliseconds from the move of the first limit, which is the latency's, until the next frame after its answer has been painted. */
    private static final String MOVE = """
        position => new Promise(done => {
          const slider = document.querySelector('.limit input[type=range]');
          const start = performance.now();
          const answered = new MutationObserver(() => {
            answered.disconnect();
            requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
          });
          answered.observe(document.querySelector('.recommendation'), { childList: true });
          slider.value = position;
          slider.dispatchEvent(new Event('input', { bubbles: true }));
        })
        """;

    private static final int HIGHEST = 95;
    private static final int LOWEST = 40;
    private static final int STEP = 5;
    private static final double BETWEEN_MOVES_MILLIS = 400;

    private final String url;
    private final Browser browser;

    private ChoosePageBenchmark(String url, Browser browser) {
        this.url = url;
        this.browser = browser;
    }

    /** Runs it. */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            throw new IllegalArgumentException(
                    "the address of a running server is missing; it is, say, http://127.0.0.1:7878");
        }
        int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 10_000;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 7;
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright.chromium().launch(options())) {
            ChoosePageBenchmark benchmark = new ChoosePageBenchmark(arguments[0], browser);
            List<?> targets = benchmark.targets(rows);
            benchmark.run(targets, rounds);
            benchmark.run(targets.subList(0, 1), rounds);
        }
    }

    private static BrowserType.LaunchOptions options() {
        Path chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no Chromium on this machine"));
        return new BrowserType.LaunchOptions()
                .setExecutablePath(chromium)
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking"));
    }

    private List<?> targets(int rows) {
        try (BrowserContext context = browser.newContext()) {
            Page page = context.newPage();
            page.navigate(url + "/ui/icon.svg");
            return (List<?>) page.evaluate(TARGETS, rows);
        }
    }

    private void run(List<?> targets, int rounds) {
        List<Double> ready = new ArrayList<>();
        List<Double> moves = new ArrayList<>();
        List<Double> readyComputed = new ArrayList<>();
        List<Double> moveComputed = new ArrayList<>();
        Object rows = 0;
        // The first visit finds a server that has not made these rows yet.
        for (int round = -1; round < rounds; round++) {
            try (BrowserContext context =
                    browser.newContext(new Browser.NewContextOptions().setViewportSize(1400, 1000))) {
                Page page = context.newPage();
                page.addInitScript(WATCH);
                double before = computed();
                page.navigate(url + "/#/?dataset=imagenet-1k&"
                        + targets.stream().map(id -> "target=" + id).collect(Collectors.joining("&")));
                double after = ((Number) page.waitForFunction(READY).jsonValue()).doubleValue();
                if (round < 0) {
                    rows = page.evaluate(ROWS, targets);
                    continue;
                }
                ready.add(after);
                readyComputed.add(computed() - before);
                for (int position = HIGHEST; position >= LOWEST; position -= STEP) {
                    page.waitForTimeout(BETWEEN_MOVES_MILLIS);
                    double still = computed();
                    moves.add(((Number) page.evaluate(MOVE, position)).doubleValue());
                    moveComputed.add(computed() - still);
                }
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d targets, %s rows: ready after %s, computed for %s; a limit moved in %s, computed for %s; load %.1f%n",
                targets.size(),
                rows,
                text(ready),
                text(readyComputed),
                text(moves),
                text(moveComputed),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Milliseconds of processor time that the browser has taken until now, to a hundredth of a second for each process. */
    private static double computed() {
        return ProcessHandle.current()
                .descendants()
                .flatMap(process -> process.info().totalCpuDuration().stream())
                .mapToLong(Duration::toMillis)
                .sum();
    }

    private static String text(List<Double> millis) {
        double[] sorted =
                millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%.0f ms (median of %d, %.0f to %.0f)",
                sorted[sorted.length / 2],
                sorted.length,
                sorted[0],
                sorted[sorted.length - 1]);
    }
}

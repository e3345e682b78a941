package dev.tradespace.app;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.tradespace.app.AccessibilityCheck.accessible;
import static dev.tradespace.app.AccessibilityCheck.accessibleEverywhere;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;

/** The way through the pages of devices that are not here: finding one, looking at it, comparing it, choosing for it. */
final class DevicePages {
    private static final String LAPTOP = "Apple MacBook Air 13-inch, M3, 2024";
    private static final String DEVICE = "Raspberry Pi 5";
    private static final String TARGET = "raspberry-pi-5/ncnn-fp32-4t";
    private static final String OTHER = "raspberry-pi-4/ncnn-fp32-4t";

    private DevicePages() {}

    static void visit(Page page, URI url) {
        // The fronts of all devices would take longer, and show nothing else.
        page.navigate(url.resolve("/#/devices?kind=laptop").toString());
        page.getByLabel("Search devices by name or chip").fill("macbook air");
        Locator found = page.locator("section:has(#list) tbody th a");
        assertThat(found).hasCount(1);
        assertThat(page.locator("section:has(#world) tbody th a").first()).isVisible();
        accessibleEverywhere(page);

        found.click();
        assertThat(page.locator("h1")).hasText(LAPTOP);
        assertThat(page.locator("section:has(#front) .chart canvas")).hasCount(1);
        assertThat(page.locator("section:has(#front) tbody .origin.published").first())
                .isVisible();
        accessibleEverywhere(page);

        page.navigate(url.resolve("/#/compare?targets=" + TARGET).toString());
        page.getByText("Add a device elsewhere").click();
        page.getByLabel("Search devices by name or chip").fill("raspberry pi 4 model b");
        page.locator(".found-device summary")
                .filter(new Locator.FilterOptions().setHasText("Raspberry Pi 4"))
                .click();
        page.locator(".found-device input[value='" + OTHER + "']").check();
        assertThat(page.locator(".legend.fronts li")).hasCount(2);
        assertThat(page.locator(".comparison tbody .tag").first()).hasText("front");
        assertThat(page.locator(".flips")).containsText("Spearman");
        assertThat(page.locator(".chart.slope canvas")).hasCount(1);
        accessibleEverywhere(page);

        page.navigate(url.resolve("/#/?target=" + TARGET + "&maxLatency=50").toString());
        assertThat(page.locator(".target-figures")).containsText(DEVICE);
        assertThat(page.locator(".target-figures .origin").first()).isVisible();
        accessible(page);
    }

    /** In the form of a search, where a target elsewhere takes those of this machine away. */
    static void chooseForSearch(Page page) {
        page.getByText("Add a device elsewhere").click();
        page.getByLabel("Search devices by name or chip").fill("raspberry pi 5");
        page.locator(".found-device summary")
                .filter(new Locator.FilterOptions().setHasText(DEVICE))
                .first()
                .click();
        page.locator(".found-device input[value='" + TARGET + "']").check();
        assertThat(page.getByText("On a device elsewhere the latency is estimated"))
                .isVisible();
        assertThat(page.locator("form.start-form .targets > .targets input:checked"))
                .hasCount(1);
        accessible(page);
    }
}

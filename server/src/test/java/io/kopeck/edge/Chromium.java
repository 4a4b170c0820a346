package io.kopeck.edge;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;

/** The browser of the machine. On a build server it has to be there; elsewhere a test without it is skipped, loudly. */
final class Chromium implements AutoCloseable {

    private static final Path EXECUTABLE = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic");
    private static final Path SCREENSHOTS = Path.of("target/screenshots");

    /** A window's width and height. */
    enum Size {
        DESKTOP(1280, 860), PHONE(390, 844);

        private final int width;
        private final int height;

        Size(int width, int height) {
            this.width = width;
            this.height = height;
        }
    }

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    static Chromium start() {
        if (!Files.isExecutable(EXECUTABLE)) {
            var missing = "There is no browser at " + EXECUTABLE + ": install chromium, or name it in CHROMIUM.";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(missing);
            }
            System.err.println("\n*** SKIPPED: " + missing + " ***\n");
            Assumptions.abort(missing);
        }
        var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(EXECUTABLE).setArgs(ARGUMENTS));
        return new Chromium(playwright, browser);
    }

    /** A window of somebody who reads this language. */
    BrowserContext window(String language, Size size, boolean scripts) {
        var context = browser.newContext(new Browser.NewContextOptions().setLocale(language)
                .setViewportSize(size.width, size.height).setJavaScriptEnabled(scripts));
        context.setDefaultTimeout(20_000);
        return context;
    }

    static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")).setFullPage(true));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

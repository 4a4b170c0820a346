package io.kopeck.edge;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.kopeck.edge.Chromium.Size;
import io.kopeck.testing.Customer;
import io.kopeck.testing.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages in a real browser, in both languages, on a desktop and on a phone. Screenshots go to target/screenshots. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PagesTest {

    private static final String DECLINED_CARD = "5555555555554600";

    private Chromium chromium;
    private Platform platform;

    @BeforeAll
    void start() {
        chromium = Chromium.start();
        platform = Platform.start(java.util.Map.of());
    }

    @AfterAll
    void stop() {
        if (platform != null) {
            platform.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @ParameterizedTest
    @CsvSource({
            "ru, DESKTOP, true, Карта сохранена, уже возвращается на карту",
            "en, DESKTOP, true, Your card is saved, already on its way back",
            "ru, PHONE, true, Карта сохранена, уже возвращается на карту",
            "en, PHONE, false, Your card is saved, already on its way back"})
    void cardTypedAndConfirmedAtTheBankIsSaved(String language, Size size, boolean scripts, String heading, String text) {
        var anna = Customer.signedUp(platform);
        var url = anna.api().post("/api/v1/billing/payment-method", null).expect(201).text("confirmation_url");

        browse(language, size, scripts, page -> {
            page.navigate(url);
            shoot(page, "checkout", language, size);
            type(page, Customer.THREE_DS_CARD);
            shoot(page, "bank", language, size);
            confirm(page);

            assertThat(page).hasURL(Pattern.compile(":" + platform.baseUri().getPort() + "/.*approve-payment-method/.+"));
            assertThat(page.locator("h1")).hasText(heading);
            assertThat(page.locator("main")).containsText(text);
            assertFits(page);
            shoot(page, "saved", language, size);
        });
        assertThat(anna.api().get("/api/v1/billing/payment-method").expect(200).text("results.0.last4")).isEqualTo("4477");
    }

    @ParameterizedTest
    @CsvSource({"ru, PHONE, Баланс пополнен", "en, DESKTOP, Your balance is topped up"})
    void aWalletIsFilledFromItsPage(String language, Size size, String heading) {
        var anna = Customer.signedUp(platform);
        var url = anna.api().get("/api/v1/wallet").expect(200).text("top_up_url");

        browse(language, size, true, page -> {
            page.navigate(url);
            assertFits(page);
            shoot(page, "top-up", language, size);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^300"))).click();
            page.waitForURL(Pattern.compile(".*/checkout/.*"));
            type(page, Customer.GOOD_CARD);

            assertThat(page.locator("h1")).hasText(heading);
            assertThat(page.locator("main")).containsText("300");
            assertFits(page);
            shoot(page, "topped-up", language, size);
        });
        assertThat(anna.api().get("/api/v1/wallet").expect(200).text("balance")).isEqualTo("300.00");
    }

    @ParameterizedTest
    @CsvSource({"ru, DESKTOP, Другая сумма, Пополнить, без копеек", "en, PHONE, Another amount, Top up, without a fraction"})
    void anAmountThatCannotBeTakenIsExplained(String language, Size size, String label, String button, String why) {
        var url = Customer.signedUp(platform).api().get("/api/v1/wallet").expect(200).text("top_up_url");

        try (var window = chromium.window(language, size, true)) {
            var page = window.newPage();
            page.navigate(url);
            page.getByLabel(label).fill("10,50");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click();

            assertThat(page.getByRole(AriaRole.ALERT)).containsText(why);
            assertFits(page);
            shoot(page, "top-up-wrong", language, size);
        }
    }

    @ParameterizedTest
    @CsvSource({"ru, DESKTOP, Оплата прошла, 99", "en, PHONE, Payment received, 99"})
    void subscriptionConfirmedAtTheBankBegins(String language, Size size, String heading, String amount) {
        var anna = Customer.signedUp(platform);
        var method = anna.bind(Customer.GOOD_CARD);
        platform.sandbox().fault("charge", "requires_3ds", "times", 1);
        var url = anna.subscribe(Customer.WEEK, method).expect(202).text("confirmation_url");

        browse(language, size, true, page -> {
            page.navigate(url);
            confirm(page);

            assertThat(page.locator("h1")).hasText(heading);
            assertThat(page.locator("main")).containsText(amount);
            assertFits(page);
            shoot(page, "paid", language, size);
        });
        assertThat(anna.status()).isEqualTo("active");
        assertThat(anna.access()).isEqualTo("full");
    }

    @ParameterizedTest
    @CsvSource({"ru, DESKTOP, Оплата не прошла, Ждём ответ банка", "en, PHONE, The payment did not go through, Waiting for the bank"})
    void waitingAndRefusedPaymentsSaySo(String language, Size size, String refused, String waiting) {
        var boris = Customer.signedUp(platform);
        var url = boris.api().post("/api/v1/billing/payment-method", null).expect(201).text("confirmation_url");
        var key = Sql.text(platform, "select return_token from payments.payment where customer_id = '" + boris.id() + "'");

        browse(language, size, false, page -> {
            page.navigate(platform.baseUri() + "/billing/approve-payment-method/" + key);
            assertThat(page.locator("h1")).hasText(waiting);
            assertFits(page);
            shoot(page, "waiting", language, size);

            page.locator("main a.button").click();
            assertThat(page).hasURL(Pattern.compile(".*/checkout/yookassa/.*"));
            page.navigate(url);
            type(page, DECLINED_CARD);
            if (!page.url().contains("/approve-")) {
                page.navigate(platform.baseUri() + "/billing/approve-payment-method/" + key);
            }
            assertThat(page.locator("h1")).hasText(refused);
            assertFits(page);
            shoot(page, "refused", language, size);
        });
    }

    @ParameterizedTest
    @CsvSource({
            "ru, DESKTOP, Машина времени, +1 неделя, Что произошло", "en, PHONE, Time machine, +1 week, What happened",
            "en, DESKTOP, Time machine, +1 week, What happened", "ru, PHONE, Машина времени, +1 неделя, Что произошло"})
    void timeMachineMovesByItsButton(String language, Size size, String heading, String button, String happened) {
        var anna = Customer.signedUp(platform);
        anna.subscribe(Customer.WEEK, anna.bind(Customer.GOOD_CARD)).expect(201);
        var before = platform.now();

        browse(language, size, false, page -> {
            page.navigate(platform.baseUri() + "/sandbox");
            assertThat(page.locator("h1")).hasText(heading);
            shoot(page, "time-machine", language, size);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true)).click();

            assertThat(page.locator("h2")).hasText(happened);
            assertFits(page);
            shoot(page, "time-machine-moved", language, size);
        });
        assertThat(Duration.between(before, platform.now())).isGreaterThanOrEqualTo(Duration.ofDays(7));
        assertThat(anna.status()).isEqualTo("active");
    }

    @ParameterizedTest
    @CsvSource({"ru, DESKTOP, Биллинг работает", "en, DESKTOP, Billing is running", "ru, PHONE, Биллинг работает", "en, PHONE, Billing is running"})
    void frontPageLeadsOn(String language, Size size, String heading) {
        browse(language, size, true, page -> {
            page.navigate(platform.baseUri() + "/");
            assertThat(page.locator("h1")).hasText(heading);
            assertFits(page);
            shoot(page, "front", language, size);
            for (var link : page.locator("main a").all()) {
                assertThat(platform.http().get(link.getAttribute("href")).status()).isIn(200, 302);
            }
        });
    }

    @Test
    void documentationPageShowsTheOperations() {
        browse("en", Size.DESKTOP, true, page -> {
            page.navigate(platform.baseUri() + "/api/docs");
            assertThat(page.locator(".opblock-summary-path").first()).isVisible();
            Chromium.shoot(page, "docs");
        });
    }

    private void browse(String language, Size size, boolean scripts, Consumer<Page> visit) {
        try (var window = chromium.window(language, size, scripts)) {
            var page = window.newPage();
            var complaints = new ArrayList<String>();
            page.onConsoleMessage(message -> {
                if (message.type().equals("error") && !message.location().contains("favicon")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
            visit.accept(page);
            assertThat(complaints).as("errors in the browser's console").isEmpty();
        }
    }

    private static void type(Page page, String card) {
        page.locator("input[name=number][type=text]").fill(card.replaceAll("(.{4})(?=.)", "$1 "));
        page.locator("input[name=expiry][type=text]").fill("12/40");
        page.locator("input[name=csc][type=password]").fill("123");
        page.locator("button.main").click();
    }

    private static void confirm(Page page) {
        page.locator("input[name=code]").fill("1234");
        page.locator("button[value=confirm]").click();
    }

    /** Nothing sticks out to the right. */
    private static void assertFits(Page page) {
        int width = page.viewportSize().width;
        for (var part : page.locator("main, main *").all()) {
            var box = part.boundingBox();
            if (box != null) {
                assertThat(box.x + box.width).as(part.evaluate("e => e.outerHTML") + " fits").isLessThanOrEqualTo(width);
            }
        }
    }

    private static void shoot(Page page, String what, String language, Size size) {
        Chromium.shoot(page, String.join("-", List.of(what, language, size.name().toLowerCase(java.util.Locale.ROOT))));
    }
}

package io.kopeck.journeys;

import static io.kopeck.testing.Customer.GOOD_CARD;
import static io.kopeck.testing.Customer.WEEK;
import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Customer;
import io.kopeck.testing.Http;
import io.kopeck.testing.Platform;
import io.kopeck.testing.Staff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.io.ClassPathResource;

/** Free operations that a subscription brings with each week: ten, on top of the four of a new wallet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuotaJourneyTest {

    private Platform losing;
    private Platform keeping;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        losing = Platform.start(Map.of("CATALOG_FILE", catalog(directory, "{count: 10, carry_over: false}")));
        keeping = Platform.start(Map.of("CATALOG_FILE", catalog(directory, "{count: 10, carry_over: true}")));
    }

    @AfterAll
    void stop() {
        losing.close();
        keeping.close();
    }

    @Test
    void whatIsLeftOfAPeriodIsLostAndTheOthersStay() {
        var anna = subscribed(losing);
        assertThat(free(anna)).isEqualTo(14);
        use(losing, anna, 3);

        losing.advance(Duration.ofDays(7));
        assertThat(free(anna)).isEqualTo(14);
        use(losing, anna, 12);
        losing.advance(Duration.ofDays(7));

        assertThat(free(anna)).isEqualTo(12);
    }

    @Test
    void whatIsLeftOfAPeriodStays() {
        var anna = subscribed(keeping);
        use(keeping, anna, 3);

        keeping.advance(Duration.ofDays(7));

        assertThat(free(anna)).isEqualTo(21);
        anna.cancel().expect(200);
        keeping.advance(Duration.ofDays(7));
        assertThat(free(anna)).as("after the last period").isEqualTo(21);
    }

    @Test
    void aSubscriptionThatIsReturnedTakesItsOwnAlong() {
        for (var platform : new Platform[] {losing, keeping}) {
            var anna = subscribed(platform);
            use(platform, anna, 3);

            anna.cancel().expect(200);
            platform.settleDown();

            assertThat(free(anna)).isEqualTo(4);
        }
    }

    @Test
    void aPeriodThatIsNotPaidBringsNothingUntilItIs() {
        var anna = subscribed(losing);
        losing.sandbox().fault("charge", "decline", "reason", "insufficient_funds");
        losing.advance(Duration.ofDays(7));
        assertThat(free(anna)).isEqualTo(4);

        losing.sandbox().clearFaults();
        losing.advance(Duration.ofDays(1));

        assertThat(free(anna)).isEqualTo(14);
    }

    private static Customer subscribed(Platform platform) {
        var anna = Customer.signedUp(platform);
        anna.subscribe(WEEK, anna.bind(GOOD_CARD)).expect(201);
        platform.settleDown();
        return anna;
    }

    private static int free(Customer customer) {
        return customer.api().get("/api/v1/wallet?product=cinema").expect(200).json().path("free_operations_left").intValue();
    }

    private void use(Platform platform, Customer customer, int operations) {
        Http bot = Staff.key(platform, "wallet");
        IntStream.range(0, operations).forEach(_ -> assertThat(bot.post("/api/v1/wallet/operations?product=cinema", Map.of(
                "customer_id", customer.id().toString(), "type", "watch", "task_id", UUID.randomUUID().toString())).expect(201).text("status"))
                .isEqualTo("free"));
    }

    /** The shipped catalog, whose cinema sells operations and whose weekly tariff brings some. */
    private static String catalog(Path directory, String freeOperations) throws IOException {
        var shipped = new ClassPathResource("catalog.yaml").getContentAsString(StandardCharsets.UTF_8);
        var changed = shipped.replaceFirst("( +grants:\\n +- role: subscriber\\n)", "$1    wallet:\n      operations:\n        watch: {}\n      top_ups: {min: \"10.00\", whole: false}\n")
                .replaceFirst("(price: \"99.99\"\\n +period: week\\n)", "$1        free_operations: " + freeOperations + "\n");
        return Files.writeString(directory.resolve("catalog" + freeOperations.hashCode() + ".yaml"), changed).toString();
    }
}

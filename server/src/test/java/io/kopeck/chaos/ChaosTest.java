package io.kopeck.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.chaos.Finding.Kind;
import io.kopeck.chaos.Fleet.Programs;
import io.kopeck.chaos.Mutant.Edit;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short run over the real server, and over three broken ones: each is found out under a name of its own. */
@Timeout(600)
class ChaosTest {

    private static final PrintStream QUIET = new PrintStream(OutputStream.nullOutputStream());

    /** Charges lose their answers and nobody hears of them otherwise: what only care keeps from going wrong. */
    private static final List<Map<String, Object>> LOST_CHARGES = List.of(
            Map.of("provider", "yookassa", "operation", "charge", "kind", "lost_answer", "delay_ms", 1, "probability", 0.5, "seed", 1),
            Map.of("provider", "yookassa", "operation", "webhook", "kind", "drop_webhook"));

    /** Of one acquirer only, all whose charges lose their answers. */
    private static final List<Offer> CINEMA = Offer.ALL.stream().filter(offer -> offer.provider().equals("yookassa")).toList();

    private static final ChaosOptions FEW = new ChaosOptions(12, 1, 1, 1);

    private static final Mutant THE_SERVER_ITSELF = new Mutant(List.of(), List.of());

    private static final Mutant RANDOM_KEYS = new Mutant(List.of(new Edit(
            "payments/internal/Charging.java", "attempt.idempotencyKey(), row.amount(), row.description()",
            "java.util.UUID.randomUUID().toString(), row.amount(), row.description()")), List.of());

    private static final Mutant UNKNOWN_IS_DECLINED = new Mutant(List.of(new Edit(
            "payments/internal/core/Decision.java", "case ChargeOutcome.Unknown(var cause) -> new AskAgain(cause);",
            "case ChargeOutcome.Unknown(var cause) -> new Decline(\"timeout\", RetryAdvice.LATER, null);")), List.of());

    private static final Mutant NO_UNIQUENESS = new Mutant(
            List.of(
                    new Edit("subscriptions/internal/Beginnings.java",
                            "if (subscriptions.lockLive(customer, productCode).isPresent()) {", "if (tariff.isEmpty()) {"),
                    new Edit("subscriptions/internal/StartOnPayment.java",
                            "if (subscriptions.lockLive(payment.customer(), payment.product()).isPresent()) {", "if (false) {")),
            List.of("drop index subscriptions.subscription_one_live", "drop index payments.payment_one_subscribe"));

    @TempDir
    private Path directory;

    @Test
    void findsNothingWrongWithTheServer() {
        var findings = run(THE_SERVER_ITSELF, new ChaosOptions(15, 1, 20261121, 2), Offer.ALL, List.of());

        assertThat(findings).isEmpty();
    }

    @Test
    void survivesLostChargesThatNobodyHearsOf() {
        assertThat(run(THE_SERVER_ITSELF, FEW, CINEMA, LOST_CHARGES)).isEmpty();
    }

    @Test
    void namesRepeatsUnderAnotherKey() {
        assertThat(kinds(run(RANDOM_KEYS, FEW, CINEMA, LOST_CHARGES)))
                .contains(Kind.CHARGED_TWICE_FOR_ONE_ATTEMPT)
                .doesNotContain(Kind.CHARGED_AGAIN_FOR_ONE_PAYMENT, Kind.TWO_LIVE_SUBSCRIPTIONS);
    }

    @Test
    void namesUnknownOutcomesTakenForDeclined() {
        assertThat(kinds(run(UNKNOWN_IS_DECLINED, FEW, CINEMA, LOST_CHARGES)))
                .contains(Kind.CHARGED_AGAIN_FOR_ONE_PAYMENT)
                .doesNotContain(Kind.CHARGED_TWICE_FOR_ONE_ATTEMPT, Kind.TWO_LIVE_SUBSCRIPTIONS);
    }

    @Test
    void namesSubscriptionsSoldTwice() {
        assertThat(kinds(run(NO_UNIQUENESS, FEW, CINEMA, LOST_CHARGES)))
                .contains(Kind.TWO_LIVE_SUBSCRIPTIONS)
                .doesNotContain(Kind.CHARGED_TWICE_FOR_ONE_ATTEMPT, Kind.CHARGED_AGAIN_FOR_ONE_PAYMENT);
    }

    private List<Finding> run(Mutant mutant, ChaosOptions options, List<Offer> offers, List<Map<String, Object>> standing) {
        var programs = new Programs(directory, mutant.classpath(directory), System.getProperty("java.class.path"));
        try (var fleet = Fleet.start(programs, options.nodes())) {
            execute(fleet.database(), mutant.statements());
            var report = new ChaosRun(fleet, options, offers, standing, QUIET).run();
            report.print(System.out);
            assertThat(report.struck().total()).as("faults that struck").isPositive();
            return report.findings();
        }
    }

    private static List<Kind> kinds(List<Finding> findings) {
        return findings.stream().map(Finding::kind).distinct().toList();
    }

    private static void execute(Database database, List<String> statements) {
        try (var connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                var statement = connection.createStatement()) {
            for (var text : statements) {
                statement.execute(text);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

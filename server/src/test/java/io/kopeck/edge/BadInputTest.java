package io.kopeck.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.edge.ApiDocument.Operation;
import io.kopeck.testing.Platform;
import io.kopeck.testing.SandboxControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong requests to every operation of the server's own OpenAPI document. Each gets the problem document and the status
 * that it deserves, and none changes a row or moves money. {@code -Dedge.seed=…} repeats a run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadInputTest {

    private static final long SEED = Long.getLong("edge.seed", System.nanoTime());

    /** Answers that carry secrets are not remembered, nor are notifications and the sandbox's own calls. */
    private static final Set<String> WITHOUT_IDEMPOTENCY =
            Set.of("/api/v1/user/signup", "/api/v1/user/login", "/api/v1/user/refresh", "/api/v1/user/api-keys", "/sandbox/clock");

    private final Random random = new Random(SEED);
    private Platform platform;
    private People people;
    private Samples samples;
    private ApiDocument document;
    private Map<String, String> badTokens;
    private DatabaseState before;
    private List<SandboxControl.Entry> bookBefore;
    private int sent;

    @BeforeAll
    void start() {
        System.out.println("BadInputTest: -Dedge.seed=" + SEED);
        platform = Platform.start(Map.of());
        people = new People(platform);
        samples = new Samples(people, random);
        document = ApiDocument.of(platform);
        badTokens = BadTokens.all(platform, people);
        before = DatabaseState.of(platform.database());
        bookBefore = platform.sandbox().book();
    }

    @AfterEach
    void nothingChanged() {
        assertThat(DatabaseState.of(platform.database()).changesSince(before)).as("tables that changed").isEmpty();
        assertThat(platform.sandbox().book()).isEqualTo(bookBefore);
    }

    @AfterAll
    void stop() {
        System.out.println("BadInputTest: " + sent + " requests");
        platform.close();
    }

    Stream<Operation> operations() {
        return document.operations().stream();
    }

    Stream<Operation> withBody() {
        return operations().filter(operation -> operation.fields() != null);
    }

    Stream<Operation> withAddress() {
        return operations().filter(operation -> !operation.parameters().isEmpty());
    }

    Stream<Operation> remembered() {
        return withBody().filter(operation -> operation.method().equals("POST") && !WITHOUT_IDEMPOTENCY.contains(operation.path()));
    }

    Stream<Operation> thatKnowACaller() {
        return operations().filter(Operation::isSecured);
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void bodiesThatAreNoGoodJson(Operation operation) {
        check(bodies(operation).shapes());
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void fieldsMissingOrOfAWrongType(Operation operation) {
        check(bodies(operation).fields());
    }

    @ParameterizedTest
    @MethodSource("withBody")
    void hostileTextInFields(Operation operation) {
        check(bodies(operation).texts());
    }

    @ParameterizedTest
    @MethodSource("remembered")
    void idempotencyKeysMisused(Operation operation) {
        check(bodies(operation).idempotencyKeys());
    }

    @ParameterizedTest
    @MethodSource("withAddress")
    void idsThatDoNotExist(Operation operation) {
        check(addresses(operation).ids());
    }

    @ParameterizedTest
    @MethodSource("withAddress")
    void parametersOutOfBounds(Operation operation) {
        check(addresses(operation).queries());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void methodsThatThePathDoesNotKnow(Operation operation) {
        check(addresses(operation).methods(document));
    }

    @ParameterizedTest
    @MethodSource("thatKnowACaller")
    void credentialsThatMustNotBeBelieved(Operation operation) {
        var cases = new ArrayList<Case>();
        badTokens.forEach((what, token) -> cases.add(call(what, operation, 401).bearer(token)));
        if (!operation.isOpen()) {
            cases.add(call("no credential", operation, 401));
            for (var header : List.of("Basic cm9vdDpyb290", "Bearer", "Bearer ", "bearer", "Token x", "Bearer a b")) {
                cases.add(call("Authorization: " + header, operation, 401).with("Authorization", header));
            }
        }
        check(cases);
    }

    @Test
    void otherCustomersThingsAreNotThere() {
        var customer = people.bearer("customer");
        var other = people.of("other");
        check(Stream.of(
                Case.of("payment", "GET", "/api/v1/payments/" + other.payment(), 404),
                Case.of("payment", "POST", "/api/v1/payments/check", 404).json("{\"payment_id\":\"" + other.payment() + "\"}"),
                Case.of("refunds", "GET", "/api/v1/payments/" + other.payment() + "/refunds", 404),
                Case.of("refund", "GET", "/api/v1/refunds/" + other.refund(), 404),
                Case.of("subscription", "GET", "/api/v1/subscriptions/" + other.subscription(), 404),
                Case.of("subscription's payments", "GET", "/api/v1/subscriptions/" + other.subscription() + "/payments", 404),
                Case.of("unsubscribe", "POST", "/api/v1/subscriptions/unsubscribe", 404).json("{\"subscription_id\":\"" + other.subscription() + "\"}"),
                Case.of("payment for a subscription", "POST", "/api/v1/payments/payment", 404).json("{\"subscription_id\":\"" + other.subscription() + "\"}"),
                Case.of("method", "DELETE", "/api/v1/billing/payment-method/" + other.method(), 404),
                Case.of("method", "PUT", "/api/v1/billing/change-payment-method", 404).json("{\"payment_method_id\":\"" + other.method() + "\"}"),
                Case.of("session", "DELETE", "/api/v1/user/sessions/" + other.session(), 404),
                Case.of("access", "GET", "/api/v1/access/" + people.id("other"), 404),
                Case.of("roles", "PUT", "/api/v1/user/users/" + people.id("other") + "/roles", 403).json("{\"roles\":[]}"))
                .map(wrong -> wrong.bearer(customer)).toList());
    }

    @Test
    void someoneElsesMethodPaysForNobody() {
        var support = people.bearer("support"); // a confirmed user without a subscription of its own
        var body = "{\"tariff\":\"%s\",\"payment_method\":\"%s\"}".formatted(io.kopeck.testing.Customer.WEEK, people.of("other").method());

        check(List.of(Case.of("another customer's method", "POST", "/api/v1/billing/subscription", 404).bearer(support).json(body)));
    }

    @Test
    void returnPagesOfNobodyAreSimplyNotThere() {
        var cases = new ArrayList<Case>();
        for (var page : List.of("approve-payment", "approve-payment-method")) {
            for (var accept : List.of("text/html", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "application/json", "*/*")) {
                cases.add(Case.of(accept, "GET", "/api/v1/billing/" + page + "/unknown", 404).with("Accept", accept));
                cases.add(Case.of(accept, "GET", "/billing/" + page + "/unknown", 404).with("Accept", accept));
            }
        }
        cases.add(Case.of("a payment's key at the other page", "GET", "/billing/approve-payment/" + people.of("customer").returnKey(), 404));
        check(cases);
    }

    @Test
    void anActThatWasRefusedIsNotDoneUnderTheSameKeyLater() {
        var key = "edge-" + samples.uuid();
        check(List.of(
                Case.of("unknown product", "POST", "/api/v1/billing/payment-method?product=none", 404)
                        .bearer(people.bearer("customer")).with("Idempotency-Key", key),
                Case.of("the same key", "POST", "/api/v1/billing/payment-method", 422)
                        .bearer(people.bearer("customer")).with("Idempotency-Key", key)));
    }

    private void check(List<Case> cases) {
        var complaints = new ArrayList<String>();
        for (var wrong : cases) {
            long start = System.nanoTime();
            var answer = wrong.send(platform.baseUri());
            complaints.addAll(ProblemCheck.complaints(wrong, answer, (System.nanoTime() - start) / 1_000_000));
        }
        sent += cases.size();
        assertThat(complaints).as("seed " + SEED).isEmpty();
    }

    private Case call(String what, Operation operation, int expected) {
        var request = Case.of(what, operation.method(), samples.path(operation), expected);
        return operation.fields() == null ? request : request.json("{}");
    }

    private BodyCases bodies(Operation operation) {
        return new BodyCases(operation, samples, random, bearer(operation));
    }

    private AddressCases addresses(Operation operation) {
        return new AddressCases(operation, samples, bearer(operation));
    }

    /** Of somebody who may call the operation. */
    private String bearer(Operation operation) {
        boolean staff = operation.path().matches("/api/v1/user/(roles|users|api-keys)(/.*)?"
                + "|/api/v1/(payments|refunds|disputes|receipts)(/confirm|/refund|/[{]id[}]/(resolve|send-again))?"
                + "|/api/v1/wallet/(operations|holds|users)/?.*"
                + "|/api/v1/subscriptions/plans/.*");
        return people.bearer(staff ? "superuser" : "customer");
    }
}

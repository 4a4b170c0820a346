package io.kopeck.client;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Wallets of a kopeck server, for a bot or worker with a service key of the scope {@code wallet}. Safe to use from many threads; make
 * one and keep it.
 *
 * <p>A call without an answer is repeated, within the bounds of the {@link RetryPolicy}: after a broken connection, a timeout, an
 * answer that cannot be read, a fault of the server (5xx), 429, and 202 (still processing). The task id or the idempotency key stays
 * the same, so that nothing is done twice. A refusal is never repeated. Every method throws
 *
 * <ul>
 *   <li>{@link Refused} when nothing was done and the server says why, {@link InsufficientFunds} among them;
 *   <li>{@link OutcomeUnknown} when the bounds are reached, or the thread is interrupted, and nothing is known about the money. It is
 *       no refusal. Whoever asks again later with the same task id or key finds out.
 * </ul>
 */
public final class KopeckClient {

    /** As many charges go into a batch. */
    public static final int BATCH_MAX = 100;

    private final Transport transport;
    private final String base;
    private final String query;
    private final String authorization;

    private KopeckClient(Builder settings) {
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout)
                .build();
        transport = new Transport(http, settings.timeout, settings.retries, settings.pause);
        base = settings.url.toString().replaceFirst("/+$", "") + "/api/v1/wallet";
        query = settings.product == null ? "" : "?product=" + URLEncoder.encode(settings.product, StandardCharsets.UTF_8);
        authorization = "Bearer " + settings.apiKey;
    }

    /**
     * @param url where the server is, such as {@code https://billing.example.com}
     * @param apiKey a service key with the scope {@code wallet}
     * @throws IllegalArgumentException when one of them cannot be right
     */
    public static Builder builder(URI url, String apiKey) {
        return new Builder(url, apiKey);
    }

    /** The wallet of a Telegram user, opened with its free operations when there is none. Idempotent. */
    public Wallet openWallet(long telegramId) {
        var request = request(userPath(telegramId)).PUT(HttpRequest.BodyPublishers.noBody()).build();
        return transport.untilKnown("opening a wallet", false, () -> transport.send(request, Wallet.class));
    }

    /**
     * The wallet of a Telegram user.
     *
     * @throws Refused with the code {@code not_found} when there is none
     */
    public Wallet wallet(long telegramId) {
        var request = request(userPath(telegramId)).GET().build();
        return transport.untilKnown("reading a wallet", false, () -> transport.send(request, Wallet.class));
    }

    /**
     * Charges an operation: a free one first, then its price. The same task is never charged twice; a repeat is answered as before,
     * with {@link OperationStatus#REFUNDED} when it was returned meanwhile.
     *
     * @throws InsufficientFunds when neither is left
     * @throws Refused with {@code spend_limit_reached} or {@code wallet_blocked}; with {@code operation_held} or {@code hold_released} when
     *     the task was held; with {@code not_found} when there is no such wallet
     */
    public Charged charge(Charge charge) {
        return post("charging the task " + charge.taskId(), "/operations", Wire.Operate.of(charge), Charged.class);
    }

    /**
     * Charges up to {@value #BATCH_MAX} operations, of one wallet or of many. Those that are still being processed are asked for again;
     * what remains of them at the bound is {@link BatchAnswer.Unknown}.
     *
     * @return what came of each, in the order given
     * @throws OutcomeUnknown when nothing is known about any of them
     */
    public List<BatchAnswer> chargeAll(List<Charge> charges) {
        if (charges.isEmpty() || charges.size() > BATCH_MAX) {
            throw new IllegalArgumentException("a batch has 1 to " + BATCH_MAX + " charges");
        }
        var answers = new BatchAnswer[charges.size()];
        try {
            transport.untilKnown("charging " + charges.size() + " tasks", true, () -> ask(charges, answers));
        } catch (OutcomeUnknown e) {
            if (Arrays.stream(answers).allMatch(Objects::isNull)) {
                throw e;
            }
        }
        return IntStream.range(0, answers.length)
                .mapToObj(i -> answers[i] == null ? new BatchAnswer.Unknown(charges.get(i).taskId()) : answers[i])
                .toList();
    }

    /** Asks for those without an answer. */
    private BatchAnswer[] ask(List<Charge> charges, @Nullable BatchAnswer[] answers) {
        var open = IntStream.range(0, answers.length).filter(i -> answers[i] == null).toArray();
        var batch = new Wire.Batch(Arrays.stream(open).mapToObj(i -> Wire.Operate.of(charges.get(i))).toList());
        var results = transport.send(postRequest("/operations/batch", batch).build(), Wire.Results.class).results();
        if (!results.stream().map(Wire.Result::taskId).toList().equals(batch.operations().stream().map(Wire.Operate::taskId).toList())) {
            throw NoAnswer.yet("the answers are about other tasks", null, null);
        }
        for (int i = 0; i < open.length; i++) {
            answers[open[i]] = results.get(i).answer();
        }
        if (Arrays.asList(answers).contains(null)) {
            throw NoAnswer.yet("some are still processing", null, null);
        }
        return answers;
    }

    /**
     * Returns what an operation cost: a charged one's price goes back to the wallet, a free one is only marked. Idempotent.
     *
     * @throws Refused with {@code not_found} when there is no such operation, with {@code operation_held} when it is to be released
     */
    public Operation refund(OperationId operation) {
        return post("refunding the operation " + operation, "/operations/" + operation + "/refund", null, Operation.class);
    }

    /** As {@link #topUp(Owner, BigDecimal, String)}, with a key of its own: a second call begins a second payment. */
    public TopUp topUp(Owner owner, BigDecimal amount) {
        return topUp(owner, amount, UUID.randomUUID().toString());
    }

    /**
     * Begins a payment into a wallet, which its owner makes at the page that the answer names.
     *
     * @param amount as the product allows, in the wallet's currency
     * @param idempotencyKey the same key and amount are answered with the same payment, for a day; 1 to 255 visible ASCII characters
     * @throws Refused with {@code invalid_field} for an amount that the product does not allow
     */
    public TopUp topUp(Owner owner, BigDecimal amount, String idempotencyKey) {
        var order = new Wire.TopUpOrder(owner.telegramId(), owner.customerId(), amount.toPlainString());
        var request = postRequest("/top-ups", order).header("Idempotency-Key", idempotencyKey).build();
        return transport.untilKnown("beginning a top-up", true, () -> transport.send(request, TopUp.class));
    }

    /**
     * Sets an operation's cost aside: a free one first, then the amount. The same task is never held or charged twice; a repeat is
     * answered with what became of the hold.
     *
     * @throws InsufficientFunds when there is not enough
     * @throws Refused as {@link #charge} does, and with {@code operation_charged} when the task was charged without a hold
     */
    public Held hold(Hold hold) {
        return post("holding for the task " + hold.taskId(), "/holds", Wire.Operate.of(hold), Held.class);
    }

    /**
     * Takes all that is held. Idempotent.
     *
     * @throws Refused with {@code hold_released} when it was released or its time ran out; with {@code hold_captured} when it was
     *     captured for another amount
     */
    public Held capture(OperationId hold) {
        return captured(hold, null);
    }

    /**
     * Takes part of what is held; the rest goes back. Idempotent.
     *
     * @param amount positive, no more than is held; a free operation is taken whole
     * @throws Refused as {@link #capture(OperationId)} does, and with {@code amount_too_large}
     */
    public Held capture(OperationId hold, BigDecimal amount) {
        return captured(hold, amount.toPlainString());
    }

    private Held captured(OperationId hold, @Nullable String amount) {
        return post("capturing the hold " + hold, "/holds/" + hold + "/capture", new Wire.Capture(amount), Held.class);
    }

    /**
     * Gives back all that is held. Idempotent, also after its time ran out.
     *
     * @throws Refused with {@code hold_captured} when it was captured: then it is refunded
     */
    public Held release(OperationId hold) {
        return post("releasing the hold " + hold, "/holds/" + hold + "/release", null, Held.class);
    }

    private <T> T post(String what, String path, @Nullable Object body, Class<T> answer) {
        var request = postRequest(path, body).build();
        return transport.untilKnown(what, true, () -> transport.send(request, answer));
    }

    private HttpRequest.Builder postRequest(String path, @Nullable Object body) {
        return body == null
                ? request(path).POST(HttpRequest.BodyPublishers.noBody())
                : request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(Transport.json(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path + query)).header("Authorization", authorization);
    }

    private static String userPath(long telegramId) {
        return "/users/" + Owner.telegram(telegramId).telegramId();
    }

    /** The settings of a client. */
    public static final class Builder {

        private final URI url;
        private final String apiKey;
        private @Nullable String product;
        private Duration connectTimeout = Duration.ofSeconds(2);
        private Duration timeout = Duration.ofSeconds(15);
        private RetryPolicy retries = RetryPolicy.standard();
        private Pause pause = duration -> TimeUnit.NANOSECONDS.sleep(duration.toNanos());

        private Builder(URI url, String apiKey) {
            if (url.getHost() == null || !List.of("http", "https").contains(url.getScheme())) {
                throw new IllegalArgumentException("the server's address is such as https://billing.example.com");
            }
            if (!apiKey.matches("[!-~]+")) {
                throw new IllegalArgumentException("a service key is made of visible ASCII characters");
            }
            this.url = url;
            this.apiKey = apiKey;
        }

        /** Whose wallets are meant, by its code in the catalog; without it, the first product that has wallets. */
        public Builder product(String code) {
            this.product = code;
            return this;
        }

        /** How long to wait for a connection; 2 s unless said. */
        public Builder connectTimeout(Duration limit) {
            this.connectTimeout = limit;
            return this;
        }

        /** How long to wait for an answer; 15 s unless said, a bit more than the server itself waits before it answers 202. */
        public Builder timeout(Duration limit) {
            if (limit.isNegative() || limit.isZero()) {
                throw new IllegalArgumentException("the timeout is positive");
            }
            this.timeout = limit;
            return this;
        }

        /** When to ask again; {@link RetryPolicy#standard()} unless said. */
        public Builder retries(RetryPolicy policy) {
            this.retries = policy;
            return this;
        }

        /** How to wait between two tries; by sleeping unless said. */
        public Builder pause(Pause between) {
            this.pause = between;
            return this;
        }

        public KopeckClient build() {
            return new KopeckClient(this);
        }
    }
}

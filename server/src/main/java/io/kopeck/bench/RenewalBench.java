package io.kopeck.bench;

import io.kopeck.KopeckApplication;
import io.kopeck.platform.jobs.Jobs;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.SpringApplication;

/**
 * {@code ./kopeck bench renewals}: renews many due subscriptions against a sandbox that answers at once, with little and
 * with ten times as much history behind them, in turn, and prints what one renewal costs.
 */
final class RenewalBench {

    /** The settings of PostgreSQL that let it count statements and buffers. */
    static final Map<String, String> STATISTICS = Map.of("shared_preload_libraries", "pg_stat_statements", "pg_stat_statements.track", "all");

    private static final int SUBSCRIBERS = Integer.getInteger("kopeck.bench.subscribers", 20_000);
    private static final int RUNS = Integer.getInteger("kopeck.bench.runs", 5);
    private static final int HISTORY = 1;
    private static final int HISTORY_LONG = 10 * HISTORY;

    private final BenchDatabase database;
    private final URI sandbox;
    private final PrintStream out;

    RenewalBench(BenchDatabase database, URI sandbox, PrintStream out) {
        this.database = database;
        this.sandbox = sandbox;
        this.out = out;
    }

    /** Runs everything; returns whether the flatness that is promised was kept. */
    boolean run() throws IOException, InterruptedException {
        out.printf("renewals: %,d due subscriptions, history of %d and of %d periods each, %d runs in turn%n",
                SUBSCRIBERS, HISTORY, HISTORY_LONG, RUNS);
        prepare("bench_short", HISTORY);
        prepare("bench_long", HISTORY_LONG);
        renew("bench_short", true);
        var shortRuns = new ArrayList<Cost>();
        var longRuns = new ArrayList<Cost>();
        for (int i = 0; i < RUNS; i++) {
            shortRuns.add(renew("bench_short", false));
            longRuns.add(renew("bench_long", false));
        }
        return report(Cost.median(shortRuns), Cost.median(longRuns));
    }

    private void prepare(String name, int history) {
        out.println("  preparing " + name);
        database.create(name);
        database.run(name, "create extension pg_stat_statements");
        var values = Map.of(
                "subscribers", Integer.toString(SUBSCRIBERS), "history", Integer.toString(history), "token", "unset");
        database.script(name, "subscribers.sql", values);
        database.script(name, "history.sql", values);
        database.run(name, "vacuum analyze");
    }

    private Cost renew(String template, boolean warmUp) throws IOException, InterruptedException {
        database.copy(template, "bench_run");
        useFreshSandbox("bench_run");
        database.checkpoint();
        try (var server = new SpringApplication(KopeckApplication.class).run(
                "--server.port=0", "--kopeck.jobs.enabled=false", "--logging.level.root=WARN", "--DATABASE_URL=" + database.url("bench_run"),
                "--POSTGRES_USER=" + database.user(), "--POSTGRES_PASSWORD=" + database.password(),
                "--SUPERUSER_PASSWORD=bench-password", "--YOOKASSA_API_URL=" + sandbox.resolve("/yookassa/v3"))) {
            var jobs = server.getBean(Jobs.class);
            database.run("bench_run", "select pg_stat_statements_reset()");
            double walBefore = database.number("bench_run", "select pg_current_wal_insert_lsn() - '0/0'::pg_lsn");
            long begun = System.nanoTime();
            jobs.run("check-subscriptions");
            double seconds = (System.nanoTime() - begun) / 1e9;
            double wal = database.number("bench_run", "select pg_current_wal_insert_lsn() - '0/0'::pg_lsn") - walBefore;
            double renewed = database.number("bench_run",
                    "select count(*) from subscriptions.subscription where state = 'active' and period_end > now()");
            if (renewed != SUBSCRIBERS) {
                throw new IllegalStateException("only " + renewed + " of " + SUBSCRIBERS + " were renewed");
            }
            var cost = new Cost(
                    seconds,
                    database.number("bench_run", "select sum(calls) from pg_stat_statements where query !~ 'pg_stat_statements|pg_current_wal'") / renewed,
                    database.number("bench_run", "select sum(shared_blks_hit + shared_blks_read) from pg_stat_statements where query !~ 'pg_stat_statements|pg_current_wal'") / renewed,
                    wal / renewed,
                    Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
            out.printf(Locale.ROOT, "  %-12s %-8s %,8.0f renewals/s  %5.2f statements  %6.1f buffers  %,7.0f bytes of WAL%n",
                    template, warmUp ? "warm-up" : "", renewed / cost.seconds(), cost.statements(), cost.buffers(), cost.walBytes());
            return cost;
        }
    }

    /** The same obligations make the same idempotency keys, so each run needs an acquirer that has not seen them. */
    private void useFreshSandbox(String name) throws IOException, InterruptedException {
        post("/control/reset", "{}");
        post("/control/config", "{\"webhook_url\":null}");
        database.run(name, "update payments.method set token = '" + savedMethod() + "'");
        database.run(name, "vacuum full payments.method");
    }

    private boolean report(Cost few, Cost many) {
        out.println();
        out.printf("%-28s %14s %14s %8s%n", "median per renewal", "short history", "10 x history", "ratio");
        boolean flat = line("statements", few.statements(), many.statements(), 1.10)
                & line("buffers", few.buffers(), many.buffers(), 1.10)
                & line("WAL bytes", few.walBytes(), many.walBytes(), 1.10)
                & line("time, microseconds", few.seconds() * 1e6 / SUBSCRIBERS, many.seconds() * 1e6 / SUBSCRIBERS, 1.20);
        out.printf(Locale.ROOT, "%-28s %14.0f %14.0f%n", "renewals per second", SUBSCRIBERS / few.seconds(), SUBSCRIBERS / many.seconds());
        out.println(flat ? "flat: within the bounds" : "NOT FLAT: above the bounds");
        return flat;
    }

    private boolean line(String name, double few, double many, double bound) {
        double ratio = many / few;
        out.printf(Locale.ROOT, "%-28s %14.2f %14.2f %8.3f %s%n", name, few, many, ratio, ratio <= bound ? "" : "above " + bound);
        return ratio <= bound;
    }

    /** Saves a card at the sandbox through a small payment, as a customer would. */
    private String savedMethod() throws IOException, InterruptedException {
        var body = "{\"amount\":{\"value\":\"1.00\",\"currency\":\"RUB\"},\"capture\":true,\"save_payment_method\":true,"
                + "\"confirmation\":{\"type\":\"redirect\",\"return_url\":\"http://127.0.0.1/\"}}";
        var created = post("/yookassa/v3/payments", body);
        var id = field(created, "id");
        post("/control/pay/yookassa/" + id, "{\"card\":\"5555555555554444\",\"expiry\":\"12/2040\"}");
        return id;
    }

    private String post(String path, String body) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(sandbox.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .header("Idempotence-Key", "bench-" + System.nanoTime())
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString("100500:test_kopeck_sandbox_key".getBytes(StandardCharsets.UTF_8)))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2) {
                throw new IllegalStateException("the sandbox answered " + response.statusCode() + " to " + path);
            }
            return response.body();
        }
    }

    static String field(String json, String name) {
        var matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no " + name + " in the answer");
        }
        return matcher.group(1);
    }

    /** What one run cost: the time of the whole, everything else per renewal. */
    private record Cost(double seconds, double statements, double buffers, double walBytes, double heapBytes) {

        static Cost median(List<Cost> runs) {
            return new Cost(
                    middle(runs.stream().map(Cost::seconds).toList()), middle(runs.stream().map(Cost::statements).toList()),
                    middle(runs.stream().map(Cost::buffers).toList()), middle(runs.stream().map(Cost::walBytes).toList()),
                    middle(runs.stream().map(Cost::heapBytes).toList()));
        }

        private static double middle(List<Double> values) {
            var sorted = values.stream().sorted().toList();
            return sorted.get(sorted.size() / 2);
        }
    }
}

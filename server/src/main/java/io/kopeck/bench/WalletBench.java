package io.kopeck.bench;

import io.kopeck.KopeckApplication;
import io.kopeck.bench.Load.Figures;
import io.kopeck.bench.Load.Work;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.Money;
import io.kopeck.wallets.Charge;
import io.kopeck.wallets.ChargeResult;
import io.kopeck.wallets.WalletId;
import io.kopeck.wallets.Wallets;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * {@code ./kopeck bench wallet}: charges operations the way services commonly do, then through our service, and over HTTP one
 * by one and in batches; each spread over many wallets and all to one. Prints our speed as ratios to the common way's.
 */
final class WalletBench {

    private static final String DATABASE = "bench_wallet";
    private static final String PASSWORD = "bench-password";
    private static final long BALANCE_MINOR = 1_000_000_000_000L;
    private static final long PRICE_MINOR = 1_000;
    private static final int BATCH = 100;
    private static final int WARM_UPS_MAX = 10;

    private final BenchDatabase database;
    private final URI sandbox;
    private final WalletOptions options;
    private final PrintStream out;

    WalletBench(BenchDatabase database, URI sandbox, WalletOptions options, PrintStream out) {
        this.database = database;
        this.sandbox = sandbox;
        this.options = options;
        this.out = out;
    }

    /**
     * Runs everything; returns whether the speed that is promised was reached.
     *
     * @throws IllegalStateException when the books do not show exactly what was charged
     */
    boolean run() throws IOException, InterruptedException {
        out.printf("wallet: %,d wallets, then one of them; %d ms for each number of callers, of which the best counts%n",
                options.wallets(), options.each().toMillis());
        prepare();
        out.printf("%n%-44s %8s %11s %9s %9s %9s %8s %8s%n", "", "callers", "charges/s", "p50 ms", "p99 ms", "alone ms", "heap MB", "RSS MB");
        var plain = measure("(a) plain transaction", Thread.ofPlatform().factory(), List.of(1, 4, 8, 16, 32), this::plain);
        try (var server = start()) {
            var wallets = server.getBean(Wallets.class);
            var today = LocalDate.ofInstant(server.getBean(Clock.class).instant(), ZoneOffset.UTC);
            int port = Integer.parseInt(server.getEnvironment().getRequiredProperty("local.server.port"));
            var key = key(port);
            var virtual = Thread.ofVirtual().factory();
            var service = measure("(b) service", virtual, List.of(1, 256, 1024), wallet -> service(wallets, today, wallet));
            var single = measure("(c) HTTP, one by one", virtual, List.of(1, 64, 256), wallet -> single(port, key, wallet));
            var batch = measure("(c) HTTP, batches of " + BATCH, virtual, List.of(1, 4, 8), wallet -> batch(port, key, wallet));
            verify(plain.charges(), service.charges() + single.charges() + batch.charges());
            return report(plain, service, single, batch);
        }
    }

    private void prepare() {
        database.create(DATABASE);
        database.script(DATABASE, "wallets.sql",
                Map.of("wallets", Integer.toString(options.wallets()), "balance", Long.toString(BALANCE_MINOR)));
        database.run(DATABASE, "vacuum analyze");
    }

    private ConfigurableApplicationContext start() {
        return new SpringApplication(KopeckApplication.class).run(
                "--server.port=0", "--logging.level.root=WARN", "--DATABASE_URL=" + database.url(DATABASE),
                "--POSTGRES_USER=" + database.user(), "--POSTGRES_PASSWORD=" + database.password(),
                "--SUPERUSER_PASSWORD=" + PASSWORD, "--YOOKASSA_API_URL=" + sandbox.resolve("/yookassa/v3"));
    }

    /** A service key, made as an operator makes one. */
    private static String key(int port) throws IOException {
        var credentials = "{\"email\":\"admin@kopeck.local\",\"password\":\"" + PASSWORD + "\"}";
        try (var anybody = new HttpLine(port, "none")) {
            var token = RenewalBench.field(anybody.post("/api/v1/user/login", credentials, 200), "access_token");
            try (var staff = new HttpLine(port, token)) {
                return RenewalBench.field(staff.post("/api/v1/user/api-keys", "{\"name\":\"bench\",\"scopes\":[\"wallet\"]}", 201), "key");
            }
        }
    }

    private Work plain(IntSupplier wallet) {
        try {
            return new PlainService(database.open(DATABASE), wallet, WalletBench::task, PRICE_MINOR);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Work service(Wallets wallets, LocalDate today, IntSupplier wallet) {
        var price = new Money(PRICE_MINOR, Currency.RUB);
        return () -> {
            int number = wallet.getAsInt();
            var charge = new Charge(new WalletId(id(4, number)), new CustomerId(id(0, number)), task(), "generate", price, today);
            if (!(wallets.charge(charge) instanceof ChargeResult.Done)) {
                throw new IllegalStateException("a charge was refused or delayed");
            }
            return 1;
        };
    }

    private static Work single(int port, String key, IntSupplier wallet) {
        return new OverHttp(port, key, line -> {
            line.post("/api/v1/wallet/operations", operation(wallet.getAsInt()), 201);
            return 1;
        });
    }

    private static Work batch(int port, String key, IntSupplier wallet) {
        return new OverHttp(port, key, line -> {
            var operations = Stream.generate(() -> operation(wallet.getAsInt())).limit(BATCH).collect(Collectors.joining(","));
            var answer = line.post("/api/v1/wallet/operations/batch", "{\"operations\":[" + operations + "]}", 200);
            int charged = answer.split("\"status\":201", -1).length - 1;
            if (charged != BATCH) {
                throw new IllegalStateException("only " + charged + " of " + BATCH + " were charged");
            }
            return charged;
        });
    }

    private static String operation(int wallet) {
        return "{\"telegram_id\":" + wallet + ",\"type\":\"generate\",\"task_id\":\"" + task() + "\"}";
    }

    private static String task() {
        var random = ThreadLocalRandom.current();
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    /** As the script makes them: customers are of kind 0, wallets of kind 4. */
    private static UUID id(int kind, int number) {
        return new UUID(0x7000L, 0x8000_0000_0000_0000L | (long) kind << 48 | number);
    }

    private Measured measure(String name, ThreadFactory threads, List<Integer> callers, Function<IntSupplier, Work> work) throws InterruptedException {
        int wallets = options.wallets();
        IntSupplier any = () -> ThreadLocalRandom.current().nextInt(wallets) + 1;
        long warmUp = warmUp(threads, callers.getLast(), work, any);
        var spread = row(name + ", spread", threads, callers, work, any);
        var hot = row(name + ", one hot wallet", threads, callers, work, () -> 1);
        return new Measured(spread.perSecond(), hot.perSecond(), warmUp + spread.charges() + hot.charges());
    }

    /** Until it gets no faster, because compiled code is meant to be measured. Returns how much was charged meanwhile. */
    private long warmUp(ThreadFactory threads, int callers, Function<IntSupplier, Work> work, IntSupplier wallet) throws InterruptedException {
        double before = 0;
        long charges = 0;
        for (int i = 0; i < WARM_UPS_MAX; i++) {
            var figures = run(threads, callers, work, wallet);
            charges += figures.charges();
            if (figures.perSecond() < 1.1 * before) {
                break;
            }
            before = figures.perSecond();
        }
        return charges;
    }

    private Row row(String name, ThreadFactory threads, List<Integer> callers, Function<IntSupplier, Work> work, IntSupplier wallet)
            throws InterruptedException {
        var all = new ArrayList<Figures>();
        for (int number : callers) {
            all.add(run(threads, number, work, wallet));
        }
        var alone = all.getFirst();
        var best = Collections.max(all, Comparator.comparing(Figures::perSecond));
        out.printf(Locale.ROOT, "%-44s %8d %,11.0f %9.2f %9.2f %9.2f %8d %8d%n",
                name, best.callers(), best.perSecond(), best.millis(50), best.millis(99), alone.millis(50), heapMegabytes(), peakMegabytes());
        return new Row(best.perSecond(), all.stream().mapToLong(Figures::charges).sum());
    }

    private Figures run(ThreadFactory threads, int callers, Function<IntSupplier, Work> work, IntSupplier wallet) throws InterruptedException {
        database.checkpoint();
        return Load.run(threads, callers, options.each(), () -> work.apply(wallet));
    }

    /** What is alive, client included. */
    private static long heapMegabytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    }

    /** The most memory this process ever had. */
    private static long peakMegabytes() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:")).mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).sum() >> 10;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every charge that was answered is there once, as an operation, a transfer and less money, and nothing else is. */
    private void verify(long plain, long ours) {
        expect("plain operations", plain, "select count(*) from plain.operation");
        expect("plain transfers", plain, "select count(*) from plain.transfer");
        expect("operations", ours, "select count(*) from wallets.operation where status = 'charged' and price_minor = " + PRICE_MINOR);
        expect("transfers", ours, """
                select count(*) from wallets.operation o
                join ledger.transfer t on t.operation_id = o.id and t.customer_id = o.customer_id and t.amount_minor = o.price_minor""");
        expect("transfers without operations", 0, """
                select count(*) from ledger.transfer t where not exists (select from wallets.operation o where o.id = t.operation_id)""");
        expect("wallets with another balance", 0, """
                select count(*) from wallets.wallet w
                left join (select debit_account_id as id, sum(amount_minor) as minor from ledger.transfer group by 1) spent on spent.id = w.account_id
                where w.balance_minor <> %d - coalesce(spent.minor, 0)""".formatted(BALANCE_MINOR));
        out.printf("%nthe books show each of the %,d charges once: operation, transfer and balance%n", ours);
    }

    private void expect(String what, long expected, String sql) {
        long found = (long) database.number(DATABASE, sql);
        if (found != expected) {
            throw new IllegalStateException("%,d %s, not %,d".formatted(found, what, expected));
        }
    }

    private boolean report(Measured plain, Measured service, Measured single, Measured batch) {
        out.printf("%n%-28s %8s %9s %5s %12s %9s %5s%n", "ratio to (a)", "spread", "required", "aim", "one hot", "required", "aim");
        boolean fast = line("(b) service", plain, service, new Promise(4, 6, 12, 20))
                & line("(c) HTTP, one by one", plain, single, new Promise(1, 1, 3, 3))
                & line("(c) HTTP, batches of " + BATCH, plain, batch, new Promise(3, 4, 3, 4));
        out.println(fast ? "as fast as promised" : "NOT AS FAST as promised");
        return fast;
    }

    private boolean line(String name, Measured plain, Measured ours, Promise promise) {
        double spread = ours.spread() / plain.spread();
        double hot = ours.hot() / plain.hot();
        boolean kept = spread >= promise.spread() && hot >= promise.hot();
        out.printf(Locale.ROOT, "%-28s %8.2f %9d %5d %12.2f %9d %5d %s%n", name, spread, promise.spread(), promise.spreadAim(),
                hot, promise.hot(), promise.hotAim(), kept ? "" : "TOO SLOW");
        return kept;
    }

    /** The best of one line of the report, and all that was charged on the way to it. */
    private record Row(double perSecond, long charges) {}

    /** The best of both ways, in charges per second, and all that was charged. */
    private record Measured(double spread, double hot, long charges) {}

    /** How many times as fast as the plain transaction at the least, and how fast we should like to be. */
    private record Promise(int spread, int spreadAim, int hot, int hotAim) {}

    /** A caller with a connection of its own. */
    private static final class OverHttp implements Work {

        private final HttpLine line;
        private final Request request;

        OverHttp(int port, String key, Request request) {
            try {
                this.line = new HttpLine(port, key);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            this.request = request;
        }

        @Override
        public int once() throws IOException {
            return request.send(line);
        }

        @Override
        public void close() throws IOException {
            line.close();
        }
    }

    /** Asks once and answers how many charges that were. */
    private interface Request {

        int send(HttpLine line) throws IOException;
    }
}

package io.kopeck.bench;

import com.sun.management.OperatingSystemMXBean;
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
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
    private static final int WARM_UPS_MAX = 12;
    private static final int ROUNDS = 3;
    private static final double MICROS_PER_TICK = 10_000;

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
        out.printf("wallet: %,d wallets, then one of them; %d rounds in turn, %d ms for each figure, medians%n",
                options.wallets(), ROUNDS, options.each().toMillis());
        prepare();
        try (var server = start()) {
            var wallets = server.getBean(Wallets.class);
            var today = LocalDate.ofInstant(server.getBean(Clock.class).instant(), ZoneOffset.UTC);
            int port = Integer.parseInt(server.getEnvironment().getRequiredProperty("local.server.port"));
            var key = key(port);
            var virtual = Thread.ofVirtual().factory();
            var plain = both("(a) plain transaction", Thread.ofPlatform().factory(), List.of(1, 4, 8, 16, 32), this::plain);
            var service = both("(b) service", virtual, List.of(1, 256, 1024), wallet -> service(wallets, today, wallet));
            var single = both("(c) HTTP, one by one", virtual, List.of(1, 64, 256), wallet -> single(port, key, wallet));
            var batch = both("(c) HTTP, batches of " + BATCH, virtual, List.of(1, 4, 8), wallet -> batch(port, key, wallet));
            var all = Stream.of(plain, service, single, batch).flatMap(Both::each).toList();
            for (var way : all.reversed()) { // batches first: after them the server has seen every user
                way.prepare();
            }
            database.checkpoint();
            for (int round = 0; round < ROUNDS; round++) {
                for (var way : all) {
                    way.measure();
                }
            }
            verify(plain.charges(), service.charges() + single.charges() + batch.charges());
            print(all);
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

    private Both both(String name, ThreadFactory threads, List<Integer> callers, Function<IntSupplier, Work> work) {
        return new Both(
                new Way(name + ", spread", threads, callers, () -> work.apply(() -> ThreadLocalRandom.current().nextInt(options.wallets()) + 1)),
                new Way(name + ", one hot wallet", threads, callers, () -> work.apply(() -> 1)));
    }

    private void print(List<Way> all) {
        out.printf("%n%-44s %8s %11s %9s %9s %9s %8s %8s%n", "", "callers", "charges/s", "p50 ms", "p99 ms", "alone ms", "CPU us", "heap MB");
        for (var way : all) {
            out.printf(Locale.ROOT, "%-44s %8d %,11.0f %9.2f %9.2f %9.2f %8.0f %8d%n", way.name, way.best, median(way.rounds, Figures::perSecond),
                    median(way.rounds, figures -> figures.millis(50)), median(way.rounds, figures -> figures.millis(99)), way.aloneMillis,
                    way.cpuMicros, way.heapMegabytes);
        }
        out.printf("server and callers together never had more than %d MB of memory%n", peakMegabytes());
    }

    private static double median(List<Figures> rounds, ToDoubleFunction<Figures> of) {
        return rounds.stream().mapToDouble(of).sorted().skip(rounds.size() / 2).findFirst().orElseThrow();
    }

    /** What callers, server and database have used of the processors. Other work on the machine does not change it much. */
    private static double cpuMicros() {
        var own = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e3;
        return own + ProcessHandle.current().descendants().mapToDouble(WalletBench::ticks).sum() * MICROS_PER_TICK;
    }

    /** Of a process and of those of its children that have ended; zero when it has ended itself. */
    private static long ticks(ProcessHandle process) {
        try {
            var line = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            var fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return IntStream.rangeClosed(11, 14).mapToLong(i -> Long.parseLong(fields[i])).sum();
        } catch (IOException _) {
            return 0;
        }
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

    private boolean report(Both plain, Both service, Both single, Both batch) {
        out.printf("%n%-28s %8s %9s %5s %12s %9s %5s%n", "ratio to (a)", "spread", "required", "aim", "one hot", "required", "aim");
        boolean fast = line("(b) service", plain, service, new Promise(4, 6, 12, 20))
                & line("(c) HTTP, one by one", plain, single, new Promise(1, 1, 3, 3))
                & line("(c) HTTP, batches of " + BATCH, plain, batch, new Promise(3, 4, 3, 4));
        out.println(fast ? "as fast as promised" : "NOT AS FAST as promised");
        return fast;
    }

    private boolean line(String name, Both plain, Both ours, Promise promise) {
        double spread = ratio(plain.spread, ours.spread);
        double hot = ratio(plain.hot, ours.hot);
        boolean kept = spread >= promise.spread() && hot >= promise.hot();
        out.printf(Locale.ROOT, "%-28s %8.2f %9d %5d %12.2f %9d %5d %s%n", name, spread, promise.spread(), promise.spreadAim(),
                hot, promise.hot(), promise.hotAim(), kept ? "" : "TOO SLOW");
        return kept;
    }

    /** The middle one of the rounds' ratios: what else the machine did in a round, it did to both. */
    private static double ratio(Way plain, Way ours) {
        return IntStream.range(0, ROUNDS)
                .mapToDouble(round -> ours.rounds.get(round).perSecond() / plain.rounds.get(round).perSecond())
                .sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
    }

    /** One line of the report: a way to charge, and whether to many wallets or to one. */
    private final class Way {

        private final String name;
        private final ThreadFactory threads;
        private final List<Integer> callers;
        private final Supplier<Work> work;
        private final List<Figures> rounds = new ArrayList<>();
        private int best;
        private double aloneMillis;
        private double cpuMicros;
        private long heapMegabytes;
        private long charges;

        /** @param callers the numbers to be tried, the first of which is one */
        Way(String name, ThreadFactory threads, List<Integer> callers, Supplier<Work> work) {
            this.name = name;
            this.threads = threads;
            this.callers = callers;
            this.work = work;
            this.best = callers.getFirst();
        }

        /** Warms up, then finds the number of callers that gets most done. */
        void prepare() throws InterruptedException {
            warmUp();
            double most = 0;
            for (int number : callers) {
                var figures = run(number, options.each().dividedBy(2));
                aloneMillis = number == 1 ? figures.millis(50) : aloneMillis;
                best = figures.perSecond() > most ? number : best;
                most = Math.max(most, figures.perSecond());
            }
        }

        /** Until it twice got no faster, because compiled code is meant to be measured. */
        private void warmUp() throws InterruptedException {
            double most = 0;
            int inVain = 0;
            for (int i = 0; i < WARM_UPS_MAX && inVain < 2; i++) {
                double perSecond = run(callers.getLast(), options.each().dividedBy(2)).perSecond();
                inVain = perSecond > 1.05 * most ? 0 : inVain + 1;
                most = Math.max(most, perSecond);
            }
        }

        void measure() throws InterruptedException {
            double before = cpuMicros();
            var figures = run(best, options.each());
            cpuMicros = (cpuMicros() - before) / figures.charges();
            heapMegabytes = heapMegabytes();
            rounds.add(figures);
        }

        private Figures run(int number, Duration duration) throws InterruptedException {
            var figures = Load.run(threads, number, duration, work);
            charges += figures.charges();
            return figures;
        }
    }

    /** A way to charge, to many wallets and to one. */
    private record Both(Way spread, Way hot) {

        Stream<Way> each() {
            return Stream.of(spread, hot);
        }

        long charges() {
            return spread.charges + hot.charges;
        }
    }

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

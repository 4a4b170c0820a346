package io.kopeck.wallets;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Platform;
import io.kopeck.wallets.ChargeResult.Done;
import io.kopeck.wallets.ChargeResult.Refusal;
import io.kopeck.wallets.ChargeResult.Refused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Charges against a model that knows nothing of databases, one after another and from many threads at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChargesTest {

    private static final int THREADS = 64;

    private Platform platform;
    private Wallets wallets;
    private Purses purses;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of());
        wallets = platform.bean(Wallets.class);
        purses = new Purses(platform);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @AfterEach
    void booksAgree() {
        assertThat(purses.findings()).isEmpty();
    }

    @Test
    void opensAWalletOnceWithItsFreeOperations() throws Exception {
        var one = purses.filled(0, 4);

        var all = atOnce(Stream.generate(() -> (Callable<WalletView>) () -> wallets.open(one.customer(), purses.product())).limit(THREADS).toList());

        assertThat(all).extracting(WalletView::id).containsOnly(one.id());
        assertThat(purses.product().wallet().freeOperations()).isEqualTo(4);
    }

    @Test
    void usesFreeOperationsFirstAndRefusesWhatIsNotCovered() {
        var wallet = purses.filled(2_500, 1);

        var free = done(wallets.charge(Purses.charge(wallet, "a", 1_000)));
        var charged = done(wallets.charge(Purses.charge(wallet, "b", 1_000)));
        var again = done(wallets.charge(Purses.charge(wallet, "b", 1_000)));
        wallets.charge(Purses.charge(wallet, "c", 1_000));
        var refused = wallets.charge(Purses.charge(wallet, "d", 1_000));
        var cheaper = done(wallets.charge(Purses.charge(wallet, "e", 500)));

        assertThat(free.status()).isEqualTo(OperationStatus.FREE);
        assertThat(free.price().minor()).isZero();
        assertThat(charged.status()).isEqualTo(OperationStatus.CHARGED);
        assertThat(charged.balance().minor()).isEqualTo(1_500);
        assertThat(again).isEqualTo(charged);
        assertThat(refused).isInstanceOfSatisfying(Refused.class, answer -> {
            assertThat(answer.reason()).isEqualTo(Refusal.INSUFFICIENT_FUNDS);
            assertThat(answer.balance().minor()).isEqualTo(500);
        });
        assertThat(cheaper.balance().minor()).isZero();
    }

    @Test
    void returnsWhatWasTakenOnce() throws Exception {
        var wallet = purses.filled(1_000, 1);
        var free = done(wallets.charge(Purses.charge(wallet, "a", 1_000)));
        var charged = done(wallets.charge(Purses.charge(wallet, "b", 1_000)));

        var returned = atOnce(Stream.generate(() -> (Callable<OperationView>) () -> wallets.refund(charged.operation())).limit(THREADS).toList());
        var marked = wallets.refund(free.operation());

        assertThat(returned).extracting(OperationView::status).containsOnly(OperationStatus.REFUNDED);
        assertThat(marked.status()).isEqualTo(OperationStatus.REFUNDED);
        assertThat(purses.now(wallet).balance().minor()).isEqualTo(1_000);
        assertThat(purses.now(wallet).freeLeft()).isZero();
        assertThat(done(wallets.charge(Purses.charge(wallet, "b", 1_000))).status()).isEqualTo(OperationStatus.REFUNDED);
    }

    @Test
    void chargesOneTaskOnceFromAHundredCallers() throws Exception {
        var wallet = purses.filled(100_000, 0);

        var answers = atOnce(Stream.generate(() -> (Callable<ChargeResult>) () -> wallets.charge(Purses.charge(wallet, "task", 1_000))).limit(100).toList());

        assertThat(answers).hasSize(100).containsOnly(answers.getFirst());
        assertThat(purses.now(wallet).balance().minor()).isEqualTo(99_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithTheModel(long seed) {
        var random = new SplittableRandom(seed);
        var model = new HashMap<WalletId, Model>();
        var all = new ArrayList<WalletView>();
        for (int i = 0; i < 5; i++) {
            long minor = 500L * random.nextInt(200);
            int free = random.nextInt(6);
            all.add(purses.filled(minor, free));
            model.put(all.getLast().id(), new Model(minor, free));
        }
        var paid = new ArrayList<OperationId>();
        for (int round = 0; round < 60; round++) {
            var charges = random.ints(1 + random.nextInt(100), 0, 2_000).distinct()
                    .mapToObj(task -> Purses.charge(all.get(task % all.size()), "task" + task, 500L * (1 + task % 6)))
                    .toList();
            var answers = wallets.chargeAll(charges);
            for (int i = 0; i < charges.size(); i++) {
                var expected = model.get(charges.get(i).wallet()).charge(charges.get(i).taskId(), charges.get(i).price().minor());
                assertThat(shown(answers.get(i))).as("charge %d of round %d", i, round).isEqualTo(expected);
                if (answers.get(i) instanceof Done done) {
                    paid.add(done.operation());
                }
            }
            if (!paid.isEmpty()) {
                var returned = wallets.refund(paid.get(random.nextInt(paid.size())));
                model.get(returned.wallet()).refund(returned.taskId());
            }
        }
        all.forEach(wallet -> assertThat(purses.now(wallet).balance().minor()).isEqualTo(model.get(wallet.id()).balance));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20})
    void losesNothingUnderManyThreads(int count) throws Exception {
        var all = IntStream.range(0, count).mapToObj(_ -> purses.filled(300_000 / count, 10)).toList();
        var answers = new ConcurrentHashMap<String, List<Object>>();
        var returned = new AtomicInteger();

        atOnce(IntStream.range(0, THREADS).mapToObj(thread -> (Callable<Boolean>) () -> {
            var random = new SplittableRandom(thread);
            for (int i = 0; i < 30; i++) {
                var wallet = all.get(random.nextInt(count));
                var task = "task" + random.nextInt(600);
                var answer = wallets.charge(Purses.charge(wallet, task, 1_000));
                if (answer instanceof Done(var operation, var status, _, _, _)) {
                    answers.computeIfAbsent(wallet.id() + task, _ -> new CopyOnWriteArrayList<>()).add(operation);
                    if (status != OperationStatus.REFUNDED && random.nextInt(10) == 0) {
                        wallets.refund(operation);
                        returned.incrementAndGet();
                    }
                }
            }
            return true;
        }).toList());

        assertThat(answers.values()).allSatisfy(same -> assertThat(same).containsOnly(same.getFirst()));
        assertThat(returned.get()).isPositive();
        for (var wallet : all) {
            assertThat(purses.now(wallet).balance().minor()).isNotNegative();
            assertThat(purses.now(wallet).freeLeft()).isNotNegative();
        }
    }

    private static Done done(ChargeResult result) {
        assertThat(result).isInstanceOf(Done.class);
        return (Done) result;
    }

    private static String shown(ChargeResult result) {
        return switch (result) {
            case Done(_, var status, var price, var balance, int free) -> status.wireName() + " " + price.minor() + ", left " + balance.minor() + " and " + free;
            case Refused(var reason, _, var balance, int free) -> reason.name().toLowerCase(Locale.ROOT) + ", left " + balance.minor() + " and " + free;
            case ChargeResult.Delayed _ -> "delayed";
        };
    }

    private static <T> List<T> atOnce(Collection<Callable<T>> deeds) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var results = new ArrayList<T>();
            for (Future<T> one : threads.invokeAll(deeds)) {
                results.add(one.get());
            }
            return results;
        }
    }

    /** A wallet as anybody would write it down on paper. */
    private static final class Model {

        private final Map<String, String[]> tasks = new HashMap<>();
        private final Map<String, Long> prices = new HashMap<>();
        private long balance;
        private int free;

        Model(long balance, int free) {
            this.balance = balance;
            this.free = free;
        }

        String charge(String task, long price) {
            if (tasks.containsKey(task)) {
                return String.join("", tasks.get(task));
            }
            String status;
            long cost = 0;
            if (free > 0) {
                free--;
                status = "free 0";
            } else if (balance < price) {
                return "insufficient_funds, left " + balance + " and " + free;
            } else {
                balance -= price;
                cost = price;
                status = "charged " + price;
            }
            tasks.put(task, new String[] {status, ", left " + balance + " and " + free});
            prices.put(task, cost);
            return String.join("", tasks.get(task));
        }

        void refund(String task) {
            var answer = tasks.get(task);
            if (!answer[0].startsWith("refunded")) {
                answer[0] = "refunded " + prices.get(task);
                balance += prices.get(task);
            }
        }
    }
}

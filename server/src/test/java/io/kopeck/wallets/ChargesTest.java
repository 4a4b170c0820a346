package io.kopeck.wallets;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.Platform;
import io.kopeck.wallets.ChargeResult.Done;
import io.kopeck.wallets.ChargeResult.Refusal;
import io.kopeck.wallets.ChargeResult.Refused;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Charges, one after another and from many threads at once; {@link WalletModelTest} mixes them with everything else. */
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

    private static Done done(ChargeResult result) {
        assertThat(result).isInstanceOf(Done.class);
        return (Done) result;
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
}

package io.kopeck.wallets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.testing.Platform;
import io.kopeck.testing.RawSql;
import io.kopeck.wallets.ChargeResult.Refusal;
import io.kopeck.wallets.ChargeResult.Refused;
import io.kopeck.wallets.HoldEnd.Captured;
import io.kopeck.wallets.HoldEnd.Done;
import io.kopeck.wallets.HoldEnd.Released;
import io.kopeck.wallets.HoldEnd.TooMuch;
import io.kopeck.wallets.HoldResult.Held;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What can happen to what is held, one step after the other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HoldsTest {

    private Platform platform;
    private Wallets wallets;
    private Holds holds;
    private Purses purses;
    private RawSql sql;

    @BeforeAll
    void start() {
        platform = Platform.start(Map.of());
        wallets = platform.bean(Wallets.class);
        holds = platform.bean(Holds.class);
        purses = new Purses(platform);
        sql = new RawSql(platform.database());
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
    void capturesAPartAndReturnsTheRest() {
        var wallet = purses.filled(1_000, 0);

        var held = held(hold(wallet, "a", 700));
        var whileHeld = purses.now(wallet);
        var captured = holds.capture(held.operation(), rub(200));

        assertThat(held.status()).isEqualTo(OperationStatus.HELD);
        assertThat(held.price()).isEqualTo(rub(700));
        assertThat(held.balance()).isEqualTo(rub(300));
        assertThat(whileHeld.held()).isEqualTo(rub(700));
        assertThat(whileHeld.balance().plus(whileHeld.held()).minor()).isEqualTo(1_000);
        assertThat(purses.inLedger(wallet)).isEqualTo(800);
        assertThat(captured).isEqualTo(new Done(new HoldView(held.operation(), OperationStatus.CHARGED, rub(200), rub(800), 0, held.expiresAt())));
        assertThat(purses.now(wallet).held()).isEqualTo(rub(0));
    }

    @Test
    void capturesOnceAndForOneAmount() {
        var wallet = purses.filled(1_000, 0);
        var hold = held(hold(wallet, "a", 700)).operation();

        assertThat(holds.capture(hold, rub(701))).isEqualTo(new TooMuch(rub(700)));
        var first = holds.capture(hold, rub(500));

        assertThat(holds.capture(hold, rub(500))).isEqualTo(first).isInstanceOf(Done.class);
        assertThat(holds.capture(hold, rub(499))).isEqualTo(new Captured(rub(500)));
        assertThat(holds.capture(hold, null)).isEqualTo(new Captured(rub(500)));
        assertThat(holds.release(hold)).isEqualTo(new Captured(rub(500)));
        assertThat(purses.now(wallet).balance()).isEqualTo(rub(500));
    }

    @Test
    void releasesOnceAndCapturesNoMore() {
        var wallet = purses.filled(1_000, 0);
        var hold = held(hold(wallet, "a", 700)).operation();

        var first = holds.release(hold);

        assertThat(first).isInstanceOfSatisfying(Done.class, done -> assertThat(done.hold().status()).isEqualTo(OperationStatus.RELEASED));
        assertThat(holds.release(hold)).isEqualTo(first);
        assertThat(holds.capture(hold, rub(1))).isEqualTo(new Released());
        assertThat(purses.now(wallet).balance()).isEqualTo(rub(1_000));
    }

    @Test
    void holdsAFreeOperationFirstAndGivesItBack() {
        var wallet = purses.filled(1_000, 1);

        var kept = held(hold(wallet, "a", 700));
        holds.release(kept.operation());
        var spent = held(hold(wallet, "b", 700));
        var captured = holds.capture(spent.operation(), rub(5));

        assertThat(kept.price()).isEqualTo(rub(0));
        assertThat(kept.freeLeft()).isZero();
        assertThat(captured).isInstanceOfSatisfying(Done.class, done -> assertThat(done.hold().status()).isEqualTo(OperationStatus.FREE));
        assertThat(holds.capture(spent.operation(), null)).isEqualTo(captured);
        assertThat(purses.now(wallet).freeLeft()).isZero();
        assertThat(purses.now(wallet).balance()).isEqualTo(rub(1_000));
    }

    @Test
    void refusesAsAChargeDoesAndChangesNothing() {
        var wallet = purses.filled(1_000, 0);

        assertThat(refusal(hold(wallet, "a", 1_001))).isEqualTo(Refusal.INSUFFICIENT_FUNDS);
        sql.run("update wallets.wallet set day_limit_minor = 500 where id = ?", wallet.id().value());
        assertThat(refusal(hold(wallet, "a", 501))).isEqualTo(Refusal.LIMIT_REACHED);
        sql.run("update wallets.wallet set blocked_at = now() where id = ?", wallet.id().value());
        assertThat(refusal(hold(wallet, "a", 1))).isEqualTo(Refusal.BLOCKED);

        assertThat(purses.now(wallet).balance()).isEqualTo(rub(1_000));
        assertThat(purses.now(wallet).held()).isEqualTo(rub(0));
    }

    @Test
    void countsAgainstTheLimitWhileItIsHeld() {
        var wallet = purses.filled(1_000, 0);
        sql.run("update wallets.wallet set day_limit_minor = 500, month_limit_minor = 600 where id = ?", wallet.id().value());

        var first = held(hold(wallet, "a", 400)).operation();
        var beyond = wallets.charge(Purses.charge(wallet, "b", 200));
        holds.capture(first, rub(300));
        var within = wallets.charge(Purses.charge(wallet, "b", 200));

        assertThat(beyond).isInstanceOfSatisfying(Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Refusal.LIMIT_REACHED));
        assertThat(within).isInstanceOf(ChargeResult.Done.class);
    }

    @Test
    void aTaskIsHeldOrChargedButNotBoth() {
        var wallet = purses.filled(5_000, 0);
        var held = held(hold(wallet, "held", 1_000));
        wallets.charge(Purses.charge(wallet, "charged", 1_000));
        var released = held(hold(wallet, "released", 1_000));
        holds.release(released.operation());

        var charges = wallets.chargeAll(List.of(
                Purses.charge(wallet, "held", 1_000), Purses.charge(wallet, "released", 1_000), Purses.charge(wallet, "other", 1_000)));

        assertThat(charges.get(0)).isEqualTo(new Refused(Refusal.HELD, rub(1_000), rub(3_000), 0));
        assertThat(charges.get(1)).isEqualTo(new Refused(Refusal.RELEASED, rub(1_000), rub(3_000), 0));
        assertThat(charges.get(2)).isInstanceOf(ChargeResult.Done.class);
        assertThat(hold(wallet, "held", 1_000)).isEqualTo(new Held(held));
        assertThat(refusal(hold(wallet, "charged", 1_000))).isEqualTo(Refusal.CHARGED);
        assertThat(held(hold(wallet, "released", 1_000)).status()).isEqualTo(OperationStatus.RELEASED);
        holds.capture(held.operation(), rub(400));
        assertThat(wallets.charge(Purses.charge(wallet, "held", 1_000)))
                .isEqualTo(new ChargeResult.Done(held.operation(), OperationStatus.CHARGED, rub(400), rub(2_600), 0));
        assertThat(purses.now(wallet).balance()).isEqualTo(rub(2_600));
    }

    @Test
    void returnsWhatWasCaptured() {
        var wallet = purses.filled(1_000, 0);
        var hold = held(hold(wallet, "a", 700)).operation();
        assertThat(wallets.refund(hold).status()).as("nothing to return yet").isEqualTo(OperationStatus.HELD);
        holds.capture(hold, rub(300));

        var returned = wallets.refund(hold);

        assertThat(returned.status()).isEqualTo(OperationStatus.REFUNDED);
        assertThat(returned.price()).isEqualTo(rub(300));
        assertThat(purses.now(wallet).balance()).isEqualTo(rub(1_000));
        assertThat(holds.capture(hold, rub(300))).isInstanceOfSatisfying(Done.class, done -> assertThat(done.hold().status()).isEqualTo(OperationStatus.REFUNDED));
    }

    @Test
    void timeRunsOut() {
        var wallet = purses.filled(1_000, 1);
        var money = new Hold(Purses.charge(wallet, "money", 700), platform.now().plus(Duration.ofHours(2)));
        var free = held(holds.hold(new Hold(Purses.charge(wallet, "free", 700), platform.now().plus(Duration.ofHours(3)))));
        var hold = held(holds.hold(money));

        platform.advance(Duration.ofMinutes(119));
        assertThat(purses.now(wallet).held()).isEqualTo(rub(700));
        platform.advance(Duration.ofHours(1));

        assertThat(purses.now(wallet).held()).isEqualTo(rub(0));
        assertThat(purses.now(wallet).balance()).isEqualTo(rub(1_000));
        assertThat(purses.now(wallet).freeLeft()).as("an hour is left for this one").isZero();
        assertThat(sql.text("select released_at - expires_at < interval '1 minute' from wallets.operation where id = ?", hold.operation().value()))
                .as("released when it was due").isEqualTo("t");
        assertThat(holds.capture(hold.operation(), null)).isEqualTo(new Released());
        assertThat(holds.release(hold.operation())).isInstanceOf(Done.class);
        assertThat(holds.capture(free.operation(), null)).isInstanceOf(Done.class);
    }

    @Test
    void isNotCapturedAfterItsTimeThoughNobodyReleasedItYet() {
        var wallet = purses.filled(1_000, 0);
        var late = held(holds.hold(new Hold(Purses.charge(wallet, "a", 700), platform.now().minusSeconds(1))));

        assertThat(holds.capture(late.operation(), null)).isEqualTo(new Released());

        assertThat(purses.now(wallet).balance()).isEqualTo(rub(1_000));
        assertThat(platform.runJob("release-expired-holds")).isZero();
    }

    @Test
    void releasesMoreThanOneBatchInOneRun() {
        var wallet = purses.filled(100_000, 0);
        for (int i = 0; i < 120; i++) {
            holds.hold(new Hold(Purses.charge(wallet, "task" + i, 10), platform.now().minusSeconds(1)));
        }

        assertThat(platform.runJob("release-expired-holds")).isEqualTo(120);

        assertThat(purses.now(wallet).balance()).isEqualTo(rub(100_000));
    }

    @Test
    void knowsHoldsOnly() {
        var wallet = purses.filled(1_000, 0);
        var charged = (ChargeResult.Done) wallets.charge(Purses.charge(wallet, "a", 700));

        assertThat(holds.find(charged.operation())).isEmpty();
        assertThatThrownBy(() -> holds.capture(charged.operation(), null)).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> holds.release(new OperationId(UUID.randomUUID()))).isInstanceOf(NoSuchElementException.class);
    }

    private HoldResult hold(WalletView wallet, String task, long minor) {
        return holds.hold(new Hold(Purses.charge(wallet, task, minor), platform.now().plus(Duration.ofHours(1))));
    }

    private static HoldView held(HoldResult result) {
        assertThat(result).isInstanceOf(Held.class);
        return ((Held) result).hold();
    }

    private static Refusal refusal(HoldResult result) {
        assertThat(result).isInstanceOf(Refused.class);
        return ((Refused) result).reason();
    }

    private static Money rub(long minor) {
        return new Money(minor, Currency.RUB);
    }
}

package io.kopeck.crash;

import static io.kopeck.platform.crash.CrashPoint.ATTEMPT_BEFORE_COMMIT;
import static io.kopeck.platform.crash.CrashPoint.CHARGE_AFTER_CALL;
import static io.kopeck.platform.crash.CrashPoint.CHARGE_BEFORE_CALL;
import static io.kopeck.platform.crash.CrashPoint.REFUND_AFTER_CALL;
import static io.kopeck.platform.crash.CrashPoint.REFUND_AFTER_COMMIT;
import static io.kopeck.platform.crash.CrashPoint.REFUND_BEFORE_CALL;
import static io.kopeck.platform.crash.CrashPoint.REFUND_BEFORE_COMMIT;
import static io.kopeck.platform.crash.CrashPoint.RENEWAL_AFTER_COMMIT;
import static io.kopeck.platform.crash.CrashPoint.RENEWAL_BEFORE_COMMIT;
import static io.kopeck.platform.crash.CrashPoint.SETTLE_AFTER_COMMIT;
import static io.kopeck.platform.crash.CrashPoint.SETTLE_BEFORE_COMMIT;
import static io.kopeck.platform.crash.CrashPoint.WEBHOOK_BEFORE_ANSWER;

import io.kopeck.platform.crash.CrashPoint;
import java.util.List;
import java.util.function.Supplier;

/** What is going on when the server dies, and the points that are passed on the way. Each of them is a test. */
enum Scenario {
    BEGINNING_TO_BIND(BeginBind::new,
            ATTEMPT_BEFORE_COMMIT, CHARGE_BEFORE_CALL, CHARGE_AFTER_CALL, SETTLE_BEFORE_COMMIT, SETTLE_AFTER_COMMIT),
    BINDING_A_PAID_CARD(FinishBind::new,
            WEBHOOK_BEFORE_ANSWER, SETTLE_BEFORE_COMMIT, SETTLE_AFTER_COMMIT, REFUND_BEFORE_CALL, REFUND_AFTER_CALL,
            REFUND_BEFORE_COMMIT, REFUND_AFTER_COMMIT),
    SUBSCRIBING(Subscribe::new,
            ATTEMPT_BEFORE_COMMIT, CHARGE_BEFORE_CALL, CHARGE_AFTER_CALL, SETTLE_BEFORE_COMMIT, SETTLE_AFTER_COMMIT,
            WEBHOOK_BEFORE_ANSWER),
    CONFIRMING_AT_THE_BANK(ConfirmAtBank::new,
            WEBHOOK_BEFORE_ANSWER, SETTLE_BEFORE_COMMIT, SETTLE_AFTER_COMMIT),
    RENEWING(Renew::new,
            ATTEMPT_BEFORE_COMMIT, RENEWAL_BEFORE_COMMIT, RENEWAL_AFTER_COMMIT, CHARGE_BEFORE_CALL, CHARGE_AFTER_CALL,
            SETTLE_BEFORE_COMMIT, SETTLE_AFTER_COMMIT, WEBHOOK_BEFORE_ANSWER),
    CANCELLING(Cancel::new,
            REFUND_BEFORE_CALL, REFUND_AFTER_CALL, REFUND_BEFORE_COMMIT, REFUND_AFTER_COMMIT, WEBHOOK_BEFORE_ANSWER);

    private final Supplier<Story> story;
    private final List<CrashPoint> points;

    Scenario(Supplier<Story> story, CrashPoint... points) {
        this.story = story;
        this.points = List.of(points);
    }

    Story story() {
        return story.get();
    }

    List<CrashPoint> points() {
        return points;
    }
}

package io.kopeck.platform.crash;

/** Every place around money where a crash must lose nothing. A test fails when a point is never reached. */
public enum CrashPoint {
    /** A payment and its attempt are written, not committed. */
    ATTEMPT_BEFORE_COMMIT,
    /** The attempt is committed, the acquirer was not called. */
    CHARGE_BEFORE_CALL,
    /** The acquirer answered, nothing of the answer is stored. */
    CHARGE_AFTER_CALL,
    /** The settlement is written, not committed. */
    SETTLE_BEFORE_COMMIT,
    /** The settlement is committed, nothing that follows has been done. */
    SETTLE_AFTER_COMMIT,
    /** A batch of renewals is claimed, not committed. */
    RENEWAL_BEFORE_COMMIT,
    /** A batch of renewals is claimed and committed, none was sent. */
    RENEWAL_AFTER_COMMIT,
    /** A refund's try is committed, the acquirer was not called. */
    REFUND_BEFORE_CALL,
    /** The acquirer answered to a refund, nothing of the answer is stored. */
    REFUND_AFTER_CALL,
    /** A refund's outcome is written, not committed. */
    REFUND_BEFORE_COMMIT,
    /** A refund's outcome is committed, nothing that follows has been done. */
    REFUND_AFTER_COMMIT,
    /** A notification is stored, not yet acknowledged. */
    WEBHOOK_BEFORE_ANSWER
}

package io.kopeck.sandbox.cloudpayments;

import org.jspecify.annotations.Nullable;

/**
 * What a processed request is answered with.
 *
 * @param about the object the model shows: a {@link Transaction}, an {@link Order} or a {@link Receipt}
 */
record Reply(boolean success, @Nullable String message, Shape shape, @Nullable Object about) {

    /** How the model shows its object. */
    enum Shape {
        NONE(Object.class),
        /** A charge: the transaction, or where the bank's page is. */
        OUTCOME(Transaction.class),
        /** Only the id of the refund. */
        REFUND(Transaction.class),
        ORDER(Order.class),
        RECEIPT(Receipt.class);

        private final Class<?> type;

        Shape(Class<?> type) {
            this.type = type;
        }

        Class<?> type() {
            return type;
        }
    }

    static Reply done() {
        return new Reply(true, null, Shape.NONE, null);
    }

    /** {@code Success} describes the request: true unless the card was declined or the customer must go to the bank. */
    static Reply outcome(Transaction transaction) {
        boolean success = switch (transaction.status()) {
            case AUTHORIZED, COMPLETED, CANCELLED -> true;
            case AWAITING_AUTHENTICATION -> !transaction.waitsFor(Transaction.Step.BANK_PAGE);
            case DECLINED -> false;
        };
        return new Reply(success, null, Shape.OUTCOME, transaction);
    }

    static Reply refund(Transaction refund) {
        return new Reply(true, null, Shape.REFUND, refund);
    }

    static Reply order(Order order) {
        return new Reply(true, null, Shape.ORDER, order);
    }

    static Reply receipt(Receipt receipt) {
        return new Reply(true, "Queued", Shape.RECEIPT, receipt);
    }
}

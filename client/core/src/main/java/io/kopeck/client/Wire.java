package io.kopeck.client;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bodies that only travel. What is null is left out. */
final class Wire {

    private Wire() {}

    /** @param expiresIn seconds */
    record Operate(
            @Nullable Long telegramId, @Nullable UUID customerId, String type, String taskId, @Nullable String amount, @Nullable Long expiresIn) {

        static Operate of(Charge charge) {
            return new Operate(charge.owner().telegramId(), charge.owner().customerId(), charge.type(), charge.taskId(), null, null);
        }

        static Operate of(Hold hold) {
            return new Operate(
                    hold.owner().telegramId(), hold.owner().customerId(), hold.type(), hold.taskId(),
                    hold.amount() == null ? null : hold.amount().toPlainString(), hold.expiresIn() == null ? null : hold.expiresIn().toSeconds());
        }
    }

    record Batch(List<Operate> operations) {}

    record Results(List<Result> results) {

        Results {
            Objects.requireNonNull(results, "results");
        }
    }

    /** One answer of a batch: with the operation, with the error, or with neither while it is being processed. */
    record Result(String taskId, int status, @Nullable Charged operation, @Nullable Problem error) {

        Result {
            boolean isProcessing = status == 202;
            if (isProcessing ? operation != null || error != null : (operation == null) == (error == null)) {
                throw new IllegalArgumentException("either the operation or the error");
            }
        }

        /** Null while it is being processed. */
        @Nullable BatchAnswer answer() {
            if (operation != null) {
                return new BatchAnswer.Done(taskId, operation);
            }
            return error == null ? null : new BatchAnswer.Refused(taskId, status, error.code(), error.detail(), error.topUpUrl());
        }
    }

    record TopUpOrder(@Nullable Long telegramId, @Nullable UUID customerId, String amount) {}

    record Capture(@Nullable String amount) {}

    /** A problem document of kopeck's own: those have a code. Only {@code insufficient_funds} comes with the wallet. */
    record Problem(
            String code, String detail, @Nullable Map<String, String> errors, @Nullable BigDecimal price, @Nullable BigDecimal balance,
            @Nullable Integer freeOperationsLeft, @Nullable String topUpUrl) {

        Problem {
            Objects.requireNonNull(code, "code");
            Objects.requireNonNull(detail, "detail");
        }

        Refused refused(int status) {
            if (code.equals(InsufficientFunds.CODE)) {
                return new InsufficientFunds(
                        status, detail, Objects.requireNonNull(price, "price"), Objects.requireNonNull(balance, "balance"),
                        Objects.requireNonNull(freeOperationsLeft, "free_operations_left"), topUpUrl);
            }
            return new Refused(status, code, detail, errors == null ? Map.of() : errors);
        }
    }
}

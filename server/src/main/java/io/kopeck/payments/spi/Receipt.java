package io.kopeck.payments.spi;

import io.kopeck.kernel.Money;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fiscal receipt (54-FZ) to be registered with a payment or refund. The lines sum to the amount exactly.
 *
 * @param email where the receipt goes; this or {@code phone} is present
 * @param phone digits only, as 79000000000
 * @param taxSystem 1 general, 2 simplified income, 3 simplified income less expense, 5 agricultural, 6 patent; null to omit
 */
public record Receipt(@Nullable String email, @Nullable String phone, @Nullable Integer taxSystem, List<Line> lines) {

    public Receipt {
        lines = List.copyOf(lines);
    }

    /**
     * One line.
     *
     * @param vatCode as YooKassa counts: 1 none, 2 0 %, 3 10 %, 11 22 %, 12 22/122 and so on (reference: fiscal rules)
     * @param subject payment subject, such as {@code service}
     * @param mode payment mode, such as {@code full_payment}
     */
    public record Line(String description, int quantity, Money unitPrice, int vatCode, String subject, String mode) {}
}

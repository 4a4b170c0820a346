package io.kopeck.sandbox.yookassa;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a card: what the API may show and how the test card behaves. The number itself is not kept.
 *
 * @param decline declines always
 * @param declineLater declines once the customer is no longer there
 */
record CardOnFile(String first6, String last4, YearMonth expiry, String type, boolean threeDs, @Nullable Decline decline,
        @Nullable Decline declineLater) {}

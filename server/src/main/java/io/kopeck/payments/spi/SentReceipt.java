package io.kopeck.payments.spi;

import org.jspecify.annotations.Nullable;

/**
 * A receipt the provider was given earlier, to be asked about.
 *
 * @param receiptId the provider's id of it; null when it rode along, or when the answer to our call was lost
 * @param rode whether it was sent inside the payment or refund; false: by {@link Acquirer#sendReceipt}
 */
public record SentReceipt(ReceiptSubject subject, @Nullable String receiptId, boolean rode) {}

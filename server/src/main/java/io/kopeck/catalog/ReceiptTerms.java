package io.kopeck.catalog;

import org.jspecify.annotations.Nullable;

/**
 * How a product's receipts (54-FZ) are made out.
 *
 * @param enabled whether payments carry a receipt at all
 * @param taxSystem 1 to 6 as YooKassa counts, or null to leave it to the register
 * @param vatCode 1 to 12 as YooKassa counts; 1 is "no VAT"
 * @param subject payment subject, such as {@code service}
 * @param mode payment mode, such as {@code full_payment}
 */
public record ReceiptTerms(boolean enabled, @Nullable Integer taxSystem, int vatCode, String subject, String mode) {}

package io.kopeck.payments.spi;

/**
 * A fiscal receipt to be registered by a call of its own, after the money moved.
 *
 * @param idempotencyKey derived from the document and the try; at most 64 characters
 */
public record ReceiptRequest(String idempotencyKey, ReceiptSubject subject, Receipt receipt) {}

package io.kopeck.sandbox.cloudpayments;

/** A card that can be charged again by its token, by the account it was saved for; {@code firstNumber} is the transaction that saved it. */
record SavedCard(String token, String accountId, Card card, long firstNumber) {}

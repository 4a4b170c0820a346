package io.kopeck.wallets;

import io.kopeck.kernel.CustomerId;
import io.kopeck.payments.PaymentId;
import io.kopeck.platform.events.Event;

/** What happened to wallets. Amounts are minor units of the named currency. Operations are no events: there are too many. */
public sealed interface WalletEvent extends Event {

    WalletId wallet();

    String product();

    /** Money was put in; {@code debtPaidMinor} of it paid what was owed. */
    record WalletToppedUp(
            CustomerId customer, WalletId wallet, String product, PaymentId payment, long amountMinor, long debtPaidMinor, long balanceMinor,
            String currency) implements WalletEvent {}

    /** Money that had been spent was taken back: nothing can be charged until it is paid. */
    record WalletBlocked(CustomerId customer, WalletId wallet, String product, long debtMinor, String currency) implements WalletEvent {}

    /** It is not filled by itself any more: {@code method_removed}, or why the last of several failed: {@code declined}, {@code rejected}, {@code receipt_contact_required}. */
    record AutoTopUpStopped(CustomerId customer, WalletId wallet, String product, String reason) implements WalletEvent {}

    /** What was owed is paid. */
    record WalletUnblocked(CustomerId customer, WalletId wallet, String product) implements WalletEvent {}
}

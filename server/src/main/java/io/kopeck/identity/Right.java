package io.kopeck.identity;

/**
 * What a caller who is not acting on its own account may do. Customers hold none. Which staff role and which key scope
 * holds which right is said in {@link StaffRole} and {@link KeyScope}, and in {@code docs/rights.md}.
 */
public enum Right {

    READ_ALL("reads the subscriptions, payments, refunds, wallets and invoices of every customer"),
    ACCESS_READ("asks whether a customer has access to a product"),
    EVENTS_READ("reads the event feed"),
    AUDIT_READ("reads the audit log"),
    EXPORT("exports lists and reports"),
    REFUND("returns money, up to the configured limit per refund"),
    REFUND_UNLIMITED("returns money without a limit"),
    OPERATION_REFUND("returns the charge of a wallet operation"),
    CAPTURE("captures a held payment, and captures or releases a wallet hold"),
    RESOLVE_PARKED("decides what a parked payment became, with a reason"),
    INVOICING("issues invoices, books bank transfers, repeats receipts"),
    PLANS_WRITE("creates, changes and archives tariffs, prices and promo codes"),
    WALLET_OPERATE("opens, reads and limits wallets, charges and holds operations"),
    ACT_FOR_CUSTOMER("starts payments and changes subscriptions of a customer it names"),
    WEBHOOKS_MANAGE("manages outgoing webhook endpoints and redelivers"),
    MANAGE_USERS("finds users and gives or takes roles"),
    MANAGE_KEYS("creates and revokes service keys");

    private final String meaning;

    Right(String meaning) {
        this.meaning = meaning;
    }

    /** What the holder does, as a phrase for documentation. */
    public String meaning() {
        return meaning;
    }
}

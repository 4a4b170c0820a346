package io.kopeck.catalog;

/**
 * What becomes of access when money is taken back without us.
 *
 * @param refund after a refund in the acquirer's own cabinet that leaves nothing of the current period's payment; a partial
 *     one never takes access
 * @param chargeback after the payer's bank took money back
 */
public record DisputePolicy(Rule refund, Rule chargeback) {

    /** What a product does that says nothing of it. */
    public static final DisputePolicy DEFAULT = new DisputePolicy(Rule.REVOKE, Rule.REVOKE);

    /** What becomes of access. */
    public enum Rule {
        /** The subscription goes on. */
        KEEP,
        /** The subscription is canceled and its grants are taken. */
        REVOKE
    }
}

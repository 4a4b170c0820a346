package io.kopeck.client;

import java.util.Map;
import java.util.Set;

/** The server refused: nothing was charged, held, returned or begun. */
public sealed class Refused extends KopeckException permits InsufficientFunds {

    private static final long serialVersionUID = 1L;

    private static final Set<String> OF_WALLET = Set.of(
            InsufficientFunds.CODE, "spend_limit_reached", "wallet_blocked", "operation_held", "operation_charged", "hold_captured", "hold_released",
            "amount_too_large");

    private final int status;
    private final String code;
    private final String detail;
    private final Map<String, String> errors;

    Refused(int status, String code, String detail, Map<String, String> errors) {
        super("HTTP " + status + " " + code + ": " + detail + (errors.isEmpty() ? "" : " " + errors), null);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.errors = Map.copyOf(errors);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** As in the server's list of problem codes, such as {@code wallet_blocked}, {@code spend_limit_reached} or {@code not_found}. */
    public String code() {
        return code;
    }

    /** May be shown to a customer. */
    public String detail() {
        return detail;
    }

    /** What is wrong with the fields of the request, by their names on the wire; empty when it is not about fields. */
    public Map<String, String> errors() {
        return errors;
    }

    /**
     * Whether the wallet itself said so, having looked first whether the very same was done before. Any other refusal speaks only for
     * the request that got it.
     */
    boolean isOfWallet() {
        return OF_WALLET.contains(code);
    }
}

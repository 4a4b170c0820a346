package io.kopeck.wallets;

import java.util.UUID;

/** Identifies a wallet. A bare UUID outside. */
public record WalletId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}

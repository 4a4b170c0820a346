package io.kopeck.api.wallet;

import io.kopeck.kernel.CustomerId;
import io.kopeck.kernel.ProductCode;
import io.kopeck.wallets.WalletId;
import io.kopeck.wallets.Wallets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which customer a Telegram user is and which wallet it has. Once there, neither changes, so the {@value #WALLETS_MAX} asked
 * for last are remembered; what is in a wallet is not.
 */
@Component
final class KnownWallets {

    static final int WALLETS_MAX = 50_000;

    private final Map<Key, Owned> wallets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Owned> eldest) {
            return size() > WALLETS_MAX;
        }
    };
    private final Owners owners;
    private final Wallets facade;

    KnownWallets(Owners owners, Wallets facade) {
        this.owners = owners;
        this.facade = facade;
    }

    /** Null when there is none, which is not remembered. Either the Telegram user or the customer is named. */
    @Nullable Owned find(@Nullable Long telegramId, @Nullable UUID customerId, ProductCode product) {
        var key = new Key(telegramId, customerId, product);
        Owned known;
        synchronized (wallets) {
            known = wallets.get(key);
        }
        if (known != null) {
            return known;
        }
        var read = owners.customer(telegramId, customerId).flatMap(customer -> facade.find(customer, product)).map(wallet -> new Owned(wallet.id(), wallet.customer()));
        read.ifPresent(owned -> {
            synchronized (wallets) {
                wallets.put(key, owned);
            }
        });
        return read.orElse(null);
    }

    private record Key(@Nullable Long telegramId, @Nullable UUID customerId, ProductCode product) {}

    /** A wallet and whose it is. */
    record Owned(WalletId wallet, CustomerId customer) {}
}

package io.kopeck.api.wallet;

import io.kopeck.platform.config.PublicUrl;
import io.kopeck.wallets.WalletId;
import org.springframework.stereotype.Component;

/** The address of the page where a wallet is filled; whoever has it can put money in, and sees nothing of what is there. */
@Component
class TopUpUrl {

    static final String PATH = "/top-up/";

    private final PublicUrl publicUrl;

    TopUpUrl(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    String of(WalletId wallet) {
        return publicUrl.resolve(PATH + wallet);
    }
}

package io.kopeck.api.wallet;

import io.kopeck.catalog.Product;
import io.kopeck.platform.problem.Problem;
import io.kopeck.wallets.ChargeResult;
import io.kopeck.wallets.WalletId;
import io.kopeck.wallets.WalletView;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** What is answered about wallets alike, whatever was asked for. */
@Component
class Answers {

    private final TopUpUrl topUpUrl;
    private final Clock clock;

    Answers(TopUpUrl topUpUrl, Clock clock) {
        this.topUpUrl = topUpUrl;
        this.clock = clock;
    }

    WalletWire.Wallet wallet(WalletView wallet, Product sold) {
        return WalletWire.Wallet.of(wallet, sold, clock.instant(), topUpUrl.of(wallet.id()));
    }

    Problem refusal(ChargeResult.Refused refused, WalletId wallet) {
        var problem = switch (refused.reason()) {
            case INSUFFICIENT_FUNDS -> new Problem(402, "insufficient_funds", "There is not enough money in the wallet; nothing was charged")
                    .with("top_up_url", topUpUrl.of(wallet));
            case LIMIT_REACHED -> Problem.conflict("spend_limit_reached", "More than may be spent in this day or month; nothing was charged");
            case BLOCKED -> Problem.forbidden("wallet_blocked", "The wallet is blocked; nothing was charged");
            case HELD -> Problem.conflict("operation_held", "The task is held: capture or release it; nothing was charged");
            case RELEASED -> Problem.conflict("hold_released", "The task was held and is released; nothing was charged");
            case CHARGED -> Problem.conflict("operation_charged", "The task was charged without a hold; nothing was held");
        };
        return problem.with("price", refused.price().decimal()).with("balance", refused.balance().decimal())
                .with("free_operations_left", refused.freeLeft());
    }

    /** The refusal as one answer of several. */
    WalletWire.BatchItem refused(String taskId, ChargeResult.Refused refused, WalletId wallet) {
        boolean helps = refused.reason() == ChargeResult.Refusal.INSUFFICIENT_FUNDS;
        return WalletWire.BatchItem.refused(taskId, refusal(refused, wallet), helps ? topUpUrl.of(wallet) : null);
    }
}

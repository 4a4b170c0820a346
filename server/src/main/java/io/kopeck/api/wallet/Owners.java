package io.kopeck.api.wallet;

import io.kopeck.catalog.Product;
import io.kopeck.identity.Caller;
import io.kopeck.identity.Parties;
import io.kopeck.identity.Right;
import io.kopeck.kernel.CustomerId;
import io.kopeck.platform.problem.Problem;
import io.kopeck.wallets.WalletView;
import io.kopeck.wallets.Wallets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the wallet that a request means: the caller's own, or that of a customer it names. */
@Component
class Owners {

    private final Wallets wallets;
    private final Parties parties;

    Owners(Wallets wallets, Parties parties) {
        this.wallets = wallets;
        this.parties = parties;
    }

    /**
     * The customer that a Telegram user is, known from now on.
     *
     * @throws Problem 404 for what is no Telegram user's number
     */
    CustomerId opened(String telegramId) {
        return parties.ofSubject(Parties.TELEGRAM, checked(telegramId));
    }

    /** @throws Problem 404 for what is no Telegram user's number, or has no wallet */
    WalletView telegramUser(String telegramId, Product sold) {
        return wallet(parties.findBySubject(Parties.TELEGRAM, checked(telegramId)), sold);
    }

    /**
     * The wallet of one of the two.
     *
     * @throws Problem 404 when there is none
     */
    WalletView named(@Nullable Long telegramId, @Nullable UUID customerId, Product sold) {
        return wallet(customer(telegramId, customerId), sold);
    }

    /** The customer that one of the two names. */
    Optional<CustomerId> customer(@Nullable Long telegramId, @Nullable UUID customerId) {
        return telegramId == null ? Optional.ofNullable(customerId).map(CustomerId::new)
                : parties.findBySubject(Parties.TELEGRAM, Long.toString(telegramId));
    }

    /** Whether a request that names these means the caller itself. */
    static boolean isOwn(Caller caller, @Nullable Long telegramId, @Nullable UUID customerId) {
        return telegramId == null && (customerId == null || (caller.isUser() && caller.id().equals(customerId)));
    }

    /** @throws Problem 403 without the right to look at others' wallets */
    static void requireReading(Caller caller) {
        if (!caller.has(Right.READ_ALL)) {
            caller.require(Right.WALLET_OPERATE);
        }
    }

    /**
     * The wallet that is to be looked at: the caller's own, opened when there is none, unless the request names one.
     *
     * @throws Problem 400 when both are named, 403 without the right to look at others' or to have one, 404 when there is none
     */
    WalletView seen(Caller caller, @Nullable Long telegramId, @Nullable UUID customerId, Product sold) {
        if (telegramId != null && customerId != null) {
            throw Problem.badRequest("invalid_parameter", "telegram_id and customer_id exclude each other");
        }
        if (isOwn(caller, telegramId, customerId)) {
            return wallets.open(caller.customer(), sold);
        }
        requireReading(caller);
        return named(telegramId, customerId, sold);
    }

    private WalletView wallet(Optional<CustomerId> customer, Product sold) {
        return customer.flatMap(found -> wallets.find(found, sold.code())).orElseThrow(() -> Problem.notFound("The wallet"));
    }

    private static String checked(String telegramId) {
        if (!telegramId.matches("[1-9]\\d{0,17}")) {
            throw Problem.notFound("The Telegram user");
        }
        return telegramId;
    }
}

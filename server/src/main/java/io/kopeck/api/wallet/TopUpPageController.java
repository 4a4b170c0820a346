package io.kopeck.api.wallet;

import io.kopeck.api.web.Pages;
import io.kopeck.catalog.Catalog;
import io.kopeck.catalog.Product;
import io.kopeck.kernel.Currency;
import io.kopeck.kernel.Money;
import io.kopeck.payments.PaymentView;
import io.kopeck.payments.ReceiptContactRequired;
import io.kopeck.platform.problem.Problem;
import io.kopeck.wallets.TopUp;
import io.kopeck.wallets.TopUpResult;
import io.kopeck.wallets.TopUps;
import io.kopeck.wallets.WalletId;
import io.kopeck.wallets.WalletView;
import io.kopeck.wallets.Wallets;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page behind {@code top_up_url}: choose an amount, go to the acquirer. It needs no login, since all that its address allows
 * is to put money into the wallet; it shows neither whose wallet it is nor what is in it.
 */
@RestController
@RequestMapping(TopUpUrl.PATH)
@Hidden
class TopUpPageController {

    private final Wallets wallets;
    private final TopUps topUps;
    private final Catalog catalog;
    private final Pages pages;

    TopUpPageController(Wallets wallets, TopUps topUps, Catalog catalog, Pages pages) {
        this.wallets = wallets;
        this.topUps = topUps;
        this.catalog = catalog;
        this.pages = pages;
    }

    @GetMapping(path = "{wallet}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> page(@PathVariable UUID wallet, HttpServletRequest request) {
        return page(TopUpStage.CHOOSE, product(wallet(wallet)), null, request);
    }

    @PostMapping(path = "{wallet}", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE, produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> choose(@PathVariable UUID wallet, @RequestParam(required = false) @Nullable String amount, HttpServletRequest request) {
        var found = wallet(wallet);
        var sold = product(found);
        var money = amount(amount, sold.currency());
        if (money.isEmpty()) {
            return page(TopUpStage.WRONG_AMOUNT, sold, null, request);
        }
        try {
            return switch (topUps.begin(new TopUp(found.customer(), sold, money.get(), null, false))) {
                case TopUpResult.Begun(var payment) -> page(stage(payment), sold, payment, request);
                case TopUpResult.TooMany _ -> page(TopUpStage.TOO_MANY, sold, null, request);
                case TopUpResult.AmountRefused _, TopUpResult.NoSuchMethod _ -> page(TopUpStage.WRONG_AMOUNT, sold, null, request);
            };
        } catch (ReceiptContactRequired e) {
            return page(TopUpStage.NO_CONTACT, sold, null, request);
        }
    }

    private static TopUpStage stage(PaymentView payment) {
        if (payment.confirmationUrl() != null) {
            return TopUpStage.GO;
        }
        return payment.isUnfinished() ? TopUpStage.WAIT : TopUpStage.UNAVAILABLE;
    }

    private ResponseEntity<String> page(TopUpStage stage, Product sold, @Nullable PaymentView payment, HttpServletRequest request) {
        var terms = TopUpController.terms(sold);
        int status = switch (stage) {
            case CHOOSE, GO, WAIT -> 200;
            case WRONG_AMOUNT -> 400;
            case TOO_MANY, NO_CONTACT -> 409;
            case UNAVAILABLE -> 503;
        };
        return pages.render("top-up.jte", status, request, Map.of(
                "stage", stage, "title", sold.title(), "terms", terms,
                "url", payment == null || payment.confirmationUrl() == null ? "" : payment.confirmationUrl(),
                "amount", payment == null ? terms.min() : payment.amount()));
    }

    private WalletView wallet(UUID id) {
        return wallets.find(new WalletId(id)).orElseThrow(() -> Problem.notFound("The wallet"));
    }

    private Product product(WalletView wallet) {
        return catalog.product(wallet.product()).filter(sold -> sold.wallet() != null).orElseThrow(() -> Problem.notFound("The wallet"));
    }

    /** As people type it: with a comma, and with spaces around. */
    private static Optional<Money> amount(@Nullable String text, Currency currency) {
        try {
            return text == null ? Optional.empty()
                    : Optional.of(Money.parse(text.strip().replace(',', '.'), currency)).filter(Money::isPositive);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

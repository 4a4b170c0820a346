package io.kopeck.payments.providers.robokassa;

import io.kopeck.payments.spi.CaptureRequest;
import io.kopeck.payments.spi.ChargeRequest;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Writes and signs what is sent. Equal requests become equal bytes. */
record Requests(Shop shop) {

    /**
     * How much earlier than our own bound a link ends: a customer who came in the last moment has long been through the
     * bank's page when the payment counts as given up.
     */
    static final Duration LAST_MOMENT = Duration.ofMinutes(30);

    private static final DateTimeFormatter EXPIRATION = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

    private static final String REDIRECT_METHOD = "GET";

    /** A change of a hold carries no fields of ours. */
    private static final SortedMap<String, String> NOTHING = Collections.emptySortedMap();

    /**
     * The query of a payment link (Robokassa, Payment initiation). Its last field is the number. Without {@code IsTest} it
     * is a real payment.
     */
    Form link(ChargeRequest request) {
        var number = number(request);
        var sum = request.amount().decimal();
        var own = References.toWire(request);
        var receipt = receipt(request);
        var hold = request.capture() ? null : "true";
        var returnUrl = request.returnUrl() == null ? null : request.returnUrl().toString();
        var method = returnUrl == null ? null : REDIRECT_METHOD;
        var signature = shop.signed(sum, number, own, receipt, hold, returnUrl, method, returnUrl, method);
        return new Form()
                .with("MerchantLogin", shop.login())
                .with("OutSum", sum)
                .with("Description", description(request))
                .with("SignatureValue", signature)
                .with("Culture", "ru")
                .with("Encoding", "utf-8")
                .with("Email", email(request))
                .with("ExpirationDate", EXPIRATION.format(request.expiresAt().minus(LAST_MOMENT)))
                .with("Receipt", receipt)
                .with("Recurring", request.saveMethod() ? "true" : null)
                .with("StepByStep", hold)
                .with("SuccessUrl2", returnUrl)
                .with("SuccessUrl2Method", method)
                .with("FailUrl2", returnUrl)
                .with("FailUrl2Method", method)
                .with("IsTest", shop.test() ? "1" : null)
                .with(own)
                .with("InvId", number);
    }

    /** A charge on an earlier payment, whose number is not signed (Robokassa, Recurring). */
    Form recurring(ChargeRequest request, String mother) {
        var number = number(request);
        var sum = request.amount().decimal();
        var own = References.toWire(request);
        var receipt = receipt(request);
        return new Form()
                .with("MerchantLogin", shop.login())
                .with("InvoiceID", number)
                .with("PreviousInvoiceID", mother)
                .with("OutSum", sum)
                .with("Description", description(request))
                .with("SignatureValue", shop.signed(sum, number, own, receipt))
                .with("Email", email(request))
                .with("Receipt", receipt)
                .with(own);
    }

    /** Takes a hold (Robokassa, Holding). */
    Form confirm(CaptureRequest request) {
        var sum = request.amount().decimal();
        var receipt = request.receipt() == null ? null : FiscalReceipt.toWire(request.receipt());
        return new Form()
                .with("MerchantLogin", shop.login())
                .with("InvoiceID", request.providerPaymentId())
                .with("OutSum", sum)
                .with("SignatureValue", shop.signed(sum, request.providerPaymentId(), NOTHING, receipt))
                .with("Receipt", receipt);
    }

    /** Gives a hold back: the signature has an empty slot for the sum (Robokassa, Holding). */
    Form cancel(String number) {
        return new Form()
                .with("MerchantLogin", shop.login())
                .with("InvoiceID", number)
                .with("SignatureValue", shop.signed("", number, NOTHING));
    }

    /** A question about an operation (Robokassa, OpStateExt). */
    Form state(String number) {
        return new Form()
                .with("MerchantLogin", shop.login())
                .with("InvoiceID", number)
                .with("Signature", shop.signedQuestion(number));
    }

    static String number(ChargeRequest request) {
        return String.valueOf(request.reference().invoice());
    }

    private static String description(ChargeRequest request) {
        return Words.description(request.description(), number(request));
    }

    private static @Nullable String receipt(ChargeRequest request) {
        return request.receipt() == null ? null : FiscalReceipt.toWire(request.receipt());
    }

    /** Where the provider sends the receipt; else only a convenience for the customer. */
    private static @Nullable String email(ChargeRequest request) {
        return request.receipt() != null && request.receipt().email() != null ? request.receipt().email() : request.payer().email();
    }

    static URI url(URI host, String path, Form query) {
        return URI.create(host + path + "?" + query.encoded());
    }
}

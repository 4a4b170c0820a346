package io.kopeck.sandbox.checkout;

import io.kopeck.sandbox.http.Answer;
import io.kopeck.sandbox.http.Call;
import io.kopeck.sandbox.http.Endpoint;

/** The front page: what the sandbox answers, for a person. */
public final class IndexPage implements Endpoint {

    private static final String[][] CALLS = {
        {"/yookassa/v3/…", "YooKassa's API: payments, refunds, payment_methods, receipts, me"},
        {"/cloudpayments/…", "CloudPayments' API: payments, orders, chargebacks, kkt, test"},
        {"/robokassa/Merchant/…", "Robokassa's interface: Index.aspx, Recurring, Payment, WebService; also RefundService, RoboFiscal, InvoiceServiceWebApi"},
        {"GET /robokassa/result2.pem", "the certificate that verifies Robokassa's Result2 notifications"},
        {"GET /checkout/{provider}/{id}", "the customer's payment page"},
        {"POST /control/pay/yookassa/{id} {\"card\": \"5555555555554444\"}", "plays the customer; confirms 3-D Secure unless \"confirm\": false; \"url\" opens Robokassa's payment link first"},
        {"POST /control/refund/yookassa/{id} {\"amount\"?}", "a refund made in the merchant's cabinet"},
        {"POST /control/chargeback/cloudpayments/{id} {\"amount\"?}", "the payer takes the money back through their bank"},
        {"GET /control/payments/yookassa/{id}", "an object as the API shows it, and the state behind it"},
        {"GET /control/book?provider=yookassa", "every settled charge and refund, with totals; after=, limit="},
        {"POST GET DELETE /control/faults", "what goes wrong, where and how often; DELETE /control/faults/{id}"},
        {"GET /control/webhooks", "the last deliveries"},
        {"POST /control/webhooks/pause · resume · flush", "hold, release, wait until all are delivered"},
        {"POST /control/webhooks/replay {\"payment_id\"?}", "sends notifications again"},
        {"POST /control/webhooks/send {\"event\", \"object\", \"source\"?}", "a forged notification"},
        {"GET POST /control/clock {\"advance\": \"P1D\"}", "moves time forward and does what became due; also \"now\", \"offset_ms\""},
        {"GET /control/requests?provider=&operation=", "how often each operation was called"},
        {"GET POST /control/config {\"webhook_url\", \"recurring\", \"fiscalization\"}", "the shop's settings"},
        {"GET DELETE /control/mail?to=", "mail caught on the SMTP port"},
        {"POST /control/reset", "forgets everything"},
        {"GET /control/health", "answers when it runs"},
    };

    @Override
    public Answer answer(Call call) {
        if (!call.path().equals("/")) {
            return Answer.text(404, "Not found. GET / lists what is here.\n");
        }
        if (!call.method().equals("GET") && !call.method().equals("HEAD")) {
            return Answer.empty(405);
        }
        var rows = new StringBuilder();
        for (var row : CALLS) {
            rows.append("<tr><td><code>").append(Html.escape(row[0])).append("</code></td><td>").append(Html.escape(row[1])).append("</td></tr>\n");
        }
        return Frame.bare("kopeck sandbox", """
                <main class="index"><h1>kopeck sandbox</h1>
                <p class="muted">A stand-in for the payment acquirer. The money isn't real, only test cards are accepted.</p>
                <section class="cards"><table>%s</table></section></main>
                """.formatted(rows));
    }
}

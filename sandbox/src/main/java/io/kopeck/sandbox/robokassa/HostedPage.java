package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.acquirer.CardEntry;
import io.kopeck.sandbox.acquirer.HostedPayments;
import io.kopeck.sandbox.http.Call;
import io.kopeck.sandbox.robokassa.Invoice.Return;
import io.kopeck.sandbox.robokassa.Invoice.State;
import io.kopeck.sandbox.robokassa.Invoice.Step;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the buyer does with invoices on Robokassa's page, and the way back to the shop. */
final class HostedPage implements HostedPayments {

    private static final String INDEX = "/" + Robokassa.NAME + "/merchant/index.aspx";
    private static final String INVOICE = "/" + Robokassa.NAME + "/merchant/invoice/";

    private final ShopState state;
    private final Shop shop;
    private final Checkout checkout;
    private final Payments payments;
    private final Refunds refunds;
    private final Notices notices;

    HostedPage(ShopState state, Shop shop, Checkout checkout, Payments payments, Refunds refunds, Notices notices) {
        this.state = state;
        this.shop = shop;
        this.checkout = checkout;
        this.payments = payments;
        this.refunds = refunds;
        this.notices = notices;
    }

    /** By InvId; where only a test payment has the number, that one. */
    @Override
    public @Nullable Hosted find(String id) {
        return switch (object(id)) {
            case Invoice invoice -> hosted(invoice);
            case Refund _, SecondReceipt _, PaymentLink _ -> null;
            case null -> null;
        };
    }

    private @Nullable Stored object(String id) {
        var object = state.find(id);
        return object != null ? object : state.find(Invoice.TEST_PREFIX + id);
    }

    @Override
    public Opened open(String url) {
        try {
            var uri = new URI(url);
            var path = Objects.toString(uri.getPath());
            var lower = path.toLowerCase(Locale.ROOT);
            if (lower.equals(INDEX)) {
                var params = Params.of(new Call("GET", path, Map.of(), uri.getRawQuery(), new byte[0]));
                return new Opened.Page(checkout.open(params).id());
            }
            if (lower.startsWith(INVOICE)) {
                return new Opened.Page(checkout.open(path.substring(INVOICE.length())).id());
            }
            return new Opened.Refused("url must be a payment link below " + shop.publicUrl() + "/" + Robokassa.NAME);
        } catch (URISyntaxException e) {
            return new Opened.Refused("url is not an address");
        } catch (Refusal e) {
            return new Opened.Refused("error " + e.code() + ": " + e.getMessage());
        }
    }

    @Override
    public Result pay(String id, @Nullable CardEntry card, boolean agreedToSave) {
        var method = card == null ? Method.sbp() : Cards.find(card);
        if (method == null) {
            return new Result.NotATestCard();
        }
        return state.perform(change -> {
            boolean expired = card != null && card.expiry().isBefore(YearMonth.from(change.now().atZone(ZoneOffset.UTC)));
            return switch (object(id)) {
                case Invoice invoice when invoice.waitsFor(Step.CUSTOMER) && (card != null || invoice.terms().sbp()) ->
                    new Result.Done(hosted(payments.pay(change, invoice, method, expired)));
                case Invoice invoice -> new Result.WrongState(hosted(invoice));
                case Refund _, SecondReceipt _, PaymentLink _ -> new Result.Unknown();
                case null -> new Result.Unknown();
            };
        });
    }

    @Override
    public Result confirm(String id, boolean passed) {
        return state.perform(change -> switch (object(id)) {
            case Invoice invoice when invoice.waitsFor(Step.BANK_PAGE) -> new Result.Done(hosted(payments.confirm(change, invoice, passed)));
            case Invoice invoice when stage(invoice) == Stage.PROCESSING -> new Result.Done(hosted(payments.release(change, invoice, passed)));
            case Invoice invoice -> new Result.WrongState(hosted(invoice));
            case Refund refund when refund.label() == Refund.Label.PROCESSING -> new Result.Done(hosted(refunds.conclude(change, refund, passed)));
            case Refund refund -> new Result.WrongState(hosted(refund));
            case SecondReceipt _, PaymentLink _ -> new Result.Unknown();
            case null -> new Result.Unknown();
        });
    }

    @Override
    public List<TestCard> testCards() {
        return Cards.TABLE;
    }

    private Hosted hosted(Invoice invoice) {
        var terms = invoice.terms();
        var stage = stage(invoice);
        boolean good = stage == Stage.SUCCEEDED;
        var settings = shop.settings();
        var back = good ? (terms.success() != null ? terms.success() : new Return(settings.successUrl().toString(), settings.successMethod().equals("POST")))
                : terms.fail() != null ? terms.fail() : new Return(settings.failUrl().toString(), settings.failMethod().equals("POST"));
        var fields = good ? notices.successFields(invoice) : notices.failFields(invoice);
        var url = back.post() ? back.url() : back.url() + (back.url().contains("?") ? "&" : "?") + Notices.form(fields);
        return new Hosted(invoice.id(), Integer.toString(invoice.state().code()), stage, invoice.amount(), terms.description(),
                terms.recurring() ? Saving.ALWAYS : Saving.NEVER, terms.sbp(), url, terms.culture(),
                invoice.method() == null ? null : invoice.method().tail(), invoice.reason(),
                new Extras(back.post() ? fields : null, terms.sbp() ? "sbp_note" : null,
                        good ? null : terms.success() != null ? terms.success().url() : settings.successUrl().toString(), terms.test()));
    }

    private static Stage stage(Invoice invoice) {
        return switch (invoice.state()) {
            case CREATED -> switch (invoice.waitsFor()) {
                case CUSTOMER -> Stage.ENTER_CARD;
                case BANK_PAGE -> Stage.CONFIRM_3DS;
                case OUTCOME -> Stage.PROCESSING;
                case null -> Stage.PROCESSING;
            };
            case CREDITING, SUSPENDED -> Stage.PROCESSING;
            case HELD, PAID -> Stage.SUCCEEDED;
            case RETURNED -> Stage.CANCELED;
            case CANCELED -> "expired_on_confirmation".equals(invoice.reason()) ? Stage.EXPIRED : Stage.CANCELED;
        };
    }

    private static Hosted hosted(Refund refund) {
        var stage = switch (refund.label()) {
            case PROCESSING -> Stage.PROCESSING;
            case FINISHED -> Stage.SUCCEEDED;
            case CANCELED -> Stage.CANCELED;
        };
        return new Hosted(refund.id(), refund.label().name().toLowerCase(Locale.ROOT), stage, refund.amount(), null, Saving.NEVER, false, null, null, null,
                null);
    }
}

package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.acquirer.Conversation;
import io.kopeck.sandbox.checkout.RefusalPage;
import io.kopeck.sandbox.engine.CallCounters;
import io.kopeck.sandbox.engine.FaultKind;
import io.kopeck.sandbox.engine.Faults;
import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.Money;
import io.kopeck.sandbox.http.Answer;
import io.kopeck.sandbox.http.Call;
import io.kopeck.sandbox.http.Endpoint;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Speaks the wire protocol below {@code /robokassa}: the paths of all of Robokassa's hosts, in any case, and the faults of
 * the conversation.
 */
final class RobokassaApi implements Endpoint {

    /** Names of operations in faults and counters. */
    static final Set<String> NAMES = new TreeSet<>(Set.of("create", "charge", "capture", "cancel", "refund", "receipt", "get", "list", "link"));

    /** Where the certificate that verifies Result2 is found, below {@code /robokassa}. */
    static final String CERTIFICATE_PATH = "result2.pem";

    private static final String SERVICE = "merchant/webservice/service.asmx/";

    private final Shop shop;
    private final ShopState state;
    private final Checkout checkout;
    private final Payments payments;
    private final Refunds refunds;
    private final Receipts receipts;
    private final Links links;
    private final Faults faults;
    private final Conversation conversation;
    private final CallCounters counters;

    RobokassaApi(Shop shop, ShopState state, Checkout checkout, Payments payments, Refunds refunds, Receipts receipts, Links links, Faults faults,
            CallCounters counters) {
        this.shop = shop;
        this.state = state;
        this.checkout = checkout;
        this.payments = payments;
        this.refunds = refunds;
        this.receipts = receipts;
        this.links = links;
        this.faults = faults;
        this.conversation = new Conversation(Robokassa.NAME, faults, new Wording());
        this.counters = counters;
    }

    @Override
    public Answer answer(Call call) {
        var segments = call.segments();
        var path = String.join("/", segments.subList(1, segments.size())).toLowerCase(Locale.ROOT);
        boolean post = call.method().equals("POST");
        if (!post && !call.method().equals("GET") && !call.method().equals("HEAD")) {
            return Answer.empty(405);
        }
        var params = Params.of(call);
        return switch (path) {
            case "merchant/index.aspx" -> opened(call, params, () -> checkout.open(params));
            case "merchant/indexjson.aspx" -> post ? json("create", params, () -> indexJson(params)) : Answer.empty(405);
            case "merchant/recurring" -> post ? text("charge", params, () -> "OK" + charge(params).terms().number()) : Answer.empty(405);
            case "merchant/payment/confirm" -> post ? text("capture", params, () -> "OK" + confirm(params).terms().number()) : Answer.empty(405);
            case "merchant/payment/cancel" -> post ? text("cancel", params, () -> "OK" + cancel(params).terms().number()) : Answer.empty(405);
            case SERVICE + "opstateext" -> xml("get", params, () -> opState(params));
            case SERVICE + "getcurrencies" -> xml("list", params, () -> listed(params, "CurrenciesList", Xml.currencies(isEnglish(params))));
            case SERVICE + "getpaymentmethods" -> xml("list", params, () -> listed(params, "PaymentMethodsList", Xml.methods(isEnglish(params))));
            case SERVICE + "calcoutsumm" -> xml("list", params, () -> calcOutSum(params));
            case "refundservice/refund/create" -> post ? refund(call) : Answer.empty(405);
            case "refundservice/refund/getstate" -> refundState(params);
            case "robofiscal/receipt/attach" -> post ? json("receipt", params, () -> receipts.attach(call.body())) : Answer.empty(405);
            case "robofiscal/receipt/status" -> post ? json("receipt", params, () -> receipts.status(call.body())) : Answer.empty(405);
            case "invoiceservicewebapi/api/createinvoice" -> post ? json("link", params, () -> links.create(call.body())) : Answer.empty(405);
            case "invoiceservicewebapi/api/deactivateinvoice" -> post ? json("link", params, () -> links.deactivate(call.body())) : Answer.empty(405);
            case "invoiceservicewebapi/api/getinvoiceinformationlist" -> post ? json("link", params, () -> links.list(call.body())) : Answer.empty(405);
            case CERTIFICATE_PATH -> Answer.text(200, state.key().certificatePem());
            default -> {
                var link = segments.getLast();
                if (path.startsWith("merchant/invoice/") && segments.size() == 4) {
                    yield opened(call, params, () -> checkout.open(link));
                }
                if (path.startsWith("merchant/index/") && segments.size() == 4) {
                    yield opened(call, params, () -> ofGuid(link));
                }
                yield Answer.text(404, "Not found\n");
            }
        };
    }

    private Answer opened(Call call, Params params, Supplier<Invoice> opening) {
        return calling("create", () -> subject(params), () -> {
            try {
                var location = shop.checkoutUrl(opening.get());
                return new Answer.Body(303, Map.of("Location", location, "Cache-Control", "no-store"), new byte[0]);
            } catch (Refusal e) {
                return RefusalPage.render(call, params.text("Culture"), e.code(), String.valueOf(e.getMessage()));
            }
        });
    }

    private Invoice ofGuid(String guid) {
        var invoice = state.ofGuid(guid.toUpperCase(Locale.ROOT));
        if (invoice == null) {
            throw Refusal.unknownInvoice();
        }
        return invoice;
    }

    private ObjectNode indexJson(Params params) {
        try {
            return Json.object().put("invoiceID", checkout.open(params).opKey().substring(0, 36).toLowerCase(Locale.ROOT));
        } catch (Refusal e) {
            return Json.object().put("errorCode", e.code()).put("errorMessage", e.getMessage());
        }
    }

    private Invoice charge(Params params) {
        shop.authenticate(params, Signature.ofOperation(params), false);
        return state.perform(change -> payments.charge(change, params,
                faults.strike(Robokassa.NAME, "charge", Set.of(FaultKind.DECLINE, FaultKind.PENDING), () -> subject(params))));
    }

    private Invoice confirm(Params params) {
        shop.authenticate(params, Signature.ofOperation(params), false);
        return state.perform(change -> payments.confirmHold(change, params));
    }

    private Invoice cancel(Params params) {
        shop.authenticate(params, Signature.ofCancellation(params), false);
        return state.perform(change -> payments.cancelHold(change, params));
    }

    private String opState(Params params) {
        var root = "OperationStateResponse";
        if (!shop.login().equals(params.text("MerchantLogin"))) {
            return Xml.failed(root, 2, "Shop not found");
        }
        var signature = Signature.of(List.of(shop.login(), params.numberText()), Map.of());
        if (!signature.matches(params.text("Signature", "SignatureValue"), shop.hash(), shop.password2(false), false)) {
            return Xml.failed(root, 1, "Bad signature");
        }
        var number = params.numberText();
        var invoice = number.matches("\\d{1,18}") ? state.live(Long.parseLong(number)) : null;
        if (invoice == null) {
            return Xml.failed(root, 3, "Operation not found");
        }
        if (state.invoice(Invoice.TEST_PREFIX + invoice.id()) != null) {
            return Xml.failed(root, 4, "Two operations with this InvoiceID");
        }
        return Xml.operation(invoice, shop.fee(invoice.amount()), state.now());
    }

    private String listed(Params params, String root, String list) {
        return shop.login().equals(params.text("MerchantLogin")) ? list : Xml.failed(root, 2, "Shop not found");
    }

    private String calcOutSum(Params params) {
        var root = "CalcSummsResponse";
        if (!shop.login().equals(params.text("MerchantLogin"))) {
            return Xml.failed(root, 2, "Shop not found");
        }
        var incSum = params.textOr("", "IncSum");
        var signature = Signature.of(List.of(shop.login(), incSum), Map.of());
        if (!signature.matches(params.text("Signature", "SignatureValue"), shop.hash(), shop.password1(false), false)) {
            return Xml.failed(root, 1, "Bad signature");
        }
        try {
            var sum = new Money(Params.minor(incSum), "RUB");
            return Xml.outSum(sum.withMinor(sum.minor() - shop.fee(sum).minor()));
        } catch (Refusal e) {
            return Xml.failed(root, 5, "Sum calculation error");
        }
    }

    private static boolean isEnglish(Params params) {
        return !params.textOr("ru", "Language").equals("ru");
    }

    private Answer refund(Call call) {
        var request = Jwt.payload(call.body(), Jwt.STANDARD, shop.password3());
        Supplier<String> subject = () -> request == null ? "" : subjectOfOpKey(request.path("OpKey").asString(""));
        return calling("refund", subject, () -> {
            if (request == null) {
                return Answer.json(200, Refunds.refused("Invalid token"));
            }
            try {
                var fault = faults.strike(Robokassa.NAME, "refund", Set.of(FaultKind.REFUND_CANCELED, FaultKind.PENDING), subject);
                return Answer.json(200, Refunds.accepted(state.perform(change -> refunds.create(change, request, fault))));
            } catch (Refunds.NotAccepted e) {
                return Answer.json(200, Refunds.refused(String.valueOf(e.getMessage())));
            }
        });
    }

    private Answer refundState(Params params) {
        var refund = state.find(params.textOr("", "id")) instanceof Refund found ? found : null;
        return calling("get", () -> refund == null ? "" : subjectOf(state.invoice(refund.invoiceId())), () -> refund == null
                ? Answer.json(200, Json.object().put("message", "Id is invalid or request id does not exist"))
                : new Answer.Body(200, Json.HEADERS, Refunds.toWire((Refund) Objects.requireNonNull(state.find(refund.id())))
                        .getBytes(StandardCharsets.UTF_8)));
    }

    private Answer json(String operation, Params params, Supplier<ObjectNode> handling) {
        return calling(operation, () -> subject(params), () -> Answer.json(200, handling.get()));
    }

    /** Refusals are words behind HTTP 200: how Robokassa words them is not known (reference, 5 and 15). */
    private Answer text(String operation, Params params, Supplier<String> handling) {
        return calling(operation, () -> subject(params), () -> {
            try {
                return Answer.text(200, handling.get());
            } catch (Refusal e) {
                return Answer.text(200, "Error " + e.code() + ": " + e.getMessage());
            }
        });
    }

    private Answer xml(String operation, Params params, Supplier<String> handling) {
        return calling(operation, () -> subject(params), () -> new Answer.Body(200, Map.of("Content-Type", "text/xml; charset=utf-8"),
                handling.get().getBytes(StandardCharsets.UTF_8)));
    }

    private Answer calling(String operation, Supplier<String> subject, Supplier<Answer> handling) {
        counters.count(Robokassa.NAME, operation);
        return conversation.answer(operation, subject, handling);
    }

    /** The text a fault's {@code match} is looked for in: numbers and Shp_ fields of the request and of its invoice. */
    private String subject(Params params) {
        var number = params.numberText();
        var invoice = number.isEmpty() ? null : state.invoice(number);
        return number + "\n" + params.textOr("", "PreviousInvoiceID") + Params.shpSuffix(params.shp(), false).replace(':', '\n')
                + "\n" + subjectOf(invoice);
    }

    private String subjectOfOpKey(String opKey) {
        return opKey + "\n" + subjectOf(state.ofOpKey(opKey));
    }

    private static String subjectOf(@Nullable Invoice invoice) {
        return invoice == null ? "" : Checkout.subject(invoice.terms());
    }

    /** None of these is documented: a server that is not well. */
    private static final class Wording implements Conversation.Wording {
        @Override
        public Answer internalError() {
            return Answer.text(500, "Internal Server Error\n");
        }

        @Override
        public Answer tooManyRequests() {
            return Answer.text(429, "Too Many Requests\n");
        }

        @Override
        public Answer processing() {
            return Answer.text(202, "Accepted\n");
        }
    }
}

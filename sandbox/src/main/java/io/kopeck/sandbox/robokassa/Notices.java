package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.Money;
import io.kopeck.sandbox.engine.Notification;
import io.kopeck.sandbox.engine.RetrySchedule;
import io.kopeck.sandbox.engine.WebhookTarget;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What Robokassa tells the shop: ResultURL, Result2 and the parameters of the browser's way back (reference, 6). */
final class Notices implements WebhookTarget {

    static final String RESULT = "result";
    static final String RESULT2 = "result2";
    private static final int RESULT2_RETRIES_MAX = 5;
    private static final Duration LIFE = Duration.ofDays(400);

    private final ShopState state;
    private final Shop shop;
    private final WebhookTarget result2 = new Result2(null);

    Notices(ShopState state, Shop shop) {
        this.state = state;
        this.shop = shop;
    }

    void tellResult(Change change, Invoice paid) {
        change.tell(RESULT, paid, body(RESULT, paid));
    }

    void tellResult2(Change change, Invoice invoice) {
        if (shop.settings().result2()) {
            change.tell(RESULT2, invoice, body(RESULT2, invoice));
        }
    }

    /** The body about an invoice as it is now. */
    Supplier<byte[]> body(String event, Invoice invoice) {
        var hash = shop.hash();
        return event.equals(RESULT2)
                ? () -> state.key().sign(result2Payload(invoice)).getBytes(StandardCharsets.US_ASCII)
                : () -> form(signed(resultFields(invoice), hash, shop.password2(invoice.test()))).getBytes(StandardCharsets.US_ASCII);
    }

    /** The fields of ResultURL in the order that was observed, not signed yet. */
    Map<String, String> resultFields(Invoice invoice) {
        var terms = invoice.terms();
        // A real payment carries six decimals, a test echoes what the merchant wrote.
        var sum = terms.test() ? terms.sumText() : sixDecimals(invoice.amount());
        var fields = new LinkedHashMap<String, String>();
        fields.put("out_summ", sum);
        fields.put("OutSum", sum);
        fields.put("inv_id", Long.toString(terms.number()));
        fields.put("InvId", Long.toString(terms.number()));
        fields.put("crc", "");
        fields.put("SignatureValue", "");
        var method = Objects.requireNonNull(invoice.method(), "a paid invoice has a method");
        fields.put("PaymentMethod", method.code());
        fields.put("IncSum", sum);
        fields.put("IncCurrLabel", method.label());
        if (terms.test()) {
            fields.put("IsTest", "1");
        }
        fields.put("EMail", terms.test() || terms.email() == null ? "" : terms.email());
        fields.put("Fee", terms.test() ? "0.0" : sixDecimals(shop.fee(invoice.amount())));
        new TreeMap<>(terms.shp()).forEach(fields::put);
        return fields;
    }

    /** The fields with the signature over OutSum, InvId and the Shp_ fields, in upper case. */
    static Map<String, String> signed(Map<String, String> fields, Hashing hash, String password2) {
        var shp = new TreeMap<>(fields);
        shp.keySet().removeIf(name -> !name.toLowerCase(Locale.ROOT).startsWith("shp_"));
        var parts = List.of(fields.getOrDefault("OutSum", ""), fields.getOrDefault("InvId", ""));
        var signature = Signature.of(parts, shp).hex(hash, password2).toUpperCase(Locale.ROOT);
        var signed = new LinkedHashMap<>(fields);
        signed.put("crc", signature);
        signed.put("SignatureValue", signature);
        return signed;
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream().map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue())).collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String sixDecimals(Money sum) {
        return sum.decimal() + "0000";
    }

    private String result2Payload(Invoice invoice) {
        return result2Payload(result2Data(invoice), invoice.stateAt().getEpochSecond());
    }

    private Map<String, String> result2Data(Invoice invoice) {
        return Map.of("shop", shop.login(), "opKey", invoice.opKey(), "invId", Long.toString(invoice.terms().number()),
                "paymentMethod", Objects.requireNonNull(invoice.method()).code(), "incSum", invoice.amount().decimal(), "state", "OK");
    }

    private static String result2Payload(Map<String, String> data, long timestamp) {
        var payload = Json.object();
        payload.putObject("header").put("type", "PaymentStateNotification").put("version", "1.0.0").put("timestamp", Long.toString(timestamp));
        var node = payload.putObject("data");
        for (var name : List.of("shop", "opKey", "invId", "paymentMethod", "incSum", "state")) {
            node.put(name, data.get(name));
        }
        return payload.toString();
    }

    /**
     * A notification nobody caused, about the invoice that {@code object} names by InvId or invId; its other fields
     * replace those of a true one.
     *
     * @param how {@code signed} anew over the changed fields, {@code tampered}: with the signature of the true ones,
     *     {@code forged}: with a password or a key that is not Robokassa's; null: signed
     */
    byte[] forged(String event, JsonNode object, @Nullable String how) {
        var id = object.path(event.equals(RESULT2) ? "invId" : "InvId").asString("");
        var invoice = state.invoice(id);
        if (invoice == null || invoice.method() == null) {
            throw new IllegalArgumentException("object must name a paid invoice: InvId for result, invId for result2");
        }
        return switch (event) {
            case RESULT -> forgedResult(invoice, object, how == null ? "signed" : how).getBytes(StandardCharsets.US_ASCII);
            case RESULT2 -> forgedResult2(invoice, object, how == null ? "signed" : how).getBytes(StandardCharsets.US_ASCII);
            default -> throw new IllegalArgumentException("event must be result or result2");
        };
    }

    private String forgedResult(Invoice invoice, JsonNode object, String how) {
        var password = shop.password2(invoice.test());
        var changed = signed(resultFields(invoice), shop.hash(), password);
        object.properties().stream().filter(field -> !field.getKey().equals("InvId")).forEach(field -> changed.put(field.getKey(), field.getValue().asString("")));
        return form(switch (how) {
            case "signed" -> object.has("SignatureValue") ? changed : signed(changed, shop.hash(), password);
            case "tampered" -> changed;
            case "forged" -> signed(changed, shop.hash(), "not the " + password);
            default -> throw new IllegalArgumentException("type must be signed, tampered or forged");
        });
    }

    private String forgedResult2(Invoice invoice, JsonNode object, String how) {
        var data = new TreeMap<>(result2Data(invoice));
        object.properties().stream().filter(field -> !field.getKey().equals("invId")).forEach(field -> data.put(field.getKey(), field.getValue().asString("")));
        var payload = result2Payload(data, invoice.stateAt().getEpochSecond());
        return switch (how) {
            case "signed" -> state.key().sign(payload);
            case "tampered" -> {
                var parts = state.key().sign(result2Payload(invoice)).split("\\.");
                yield parts[0] + "." + Jwt.encoded(payload) + "." + parts[2];
            }
            case "forged" -> SigningKey.fresh().sign(payload);
            default -> throw new IllegalArgumentException("type must be signed, tampered or forged");
        };
    }

    /** SuccessURL with its parameters, signed with password 1: it tells nothing that a shop may rely on. */
    Map<String, String> successFields(Invoice invoice) {
        var fields = failFields(invoice);
        var parts = List.of(fields.get("OutSum"), fields.get("InvId"));
        var signed = new LinkedHashMap<String, String>();
        signed.put("OutSum", fields.remove("OutSum"));
        signed.put("InvId", fields.remove("InvId"));
        signed.put("SignatureValue", Signature.of(parts, invoice.terms().shp()).hex(shop.hash(), shop.password1(invoice.test())));
        signed.putAll(fields);
        return signed;
    }

    /** FailURL carries no signature. */
    Map<String, String> failFields(Invoice invoice) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("OutSum", invoice.terms().sumText());
        fields.put("InvId", Long.toString(invoice.terms().number()));
        fields.put("Culture", invoice.terms().culture() == null ? "ru" : invoice.terms().culture());
        new TreeMap<>(invoice.terms().shp()).forEach(fields::put);
        return fields;
    }

    @Override
    public @Nullable URI url() {
        return below(RESULT);
    }

    private @Nullable URI below(String name) {
        var base = shop.settings().webhookUrl();
        return base == null ? null : URI.create(base.toString().replaceAll("/+$", "") + "/" + name);
    }

    @Override
    public String contentType() {
        return "application/x-www-form-urlencoded; charset=utf-8";
    }

    @Override
    public String method() {
        return shop.settings().resultMethod();
    }

    @Override
    public boolean acknowledged(int status, byte[] answer) {
        return false;
    }

    @Override
    public RetrySchedule retries() {
        var delays = shop.settings().retries();
        return new RetrySchedule(delays, delays.size(), LIFE);
    }

    @Override
    public WebhookTarget of(Notification notification) {
        var invoice = state.invoice(notification.objectId());
        if (notification.event().equals(RESULT2)) {
            var override = invoice == null ? null : invoice.terms().resultUrl2();
            return override == null ? result2 : new Result2(URI.create(override));
        }
        var number = notification.objectId().startsWith(Invoice.TEST_PREFIX)
                ? notification.objectId().substring(Invoice.TEST_PREFIX.length()) : notification.objectId();
        return new Result("OK" + number);
    }

    /** ResultURL: done when the body is exactly {@code OK<InvId>}. */
    private final class Result implements WebhookTarget {
        private final String wanted;

        Result(String wanted) {
            this.wanted = wanted;
        }

        @Override
        public @Nullable URI url() {
            return Notices.this.url();
        }

        @Override
        public String contentType() {
            return Notices.this.contentType();
        }

        @Override
        public String method() {
            return Notices.this.method();
        }

        @Override
        public boolean acknowledged(int status, byte[] answer) {
            return status == 200 && new String(answer, StandardCharsets.UTF_8).equals(wanted);
        }

        @Override
        public RetrySchedule retries() {
            return Notices.this.retries();
        }
    }

    /** Result2: any 2xx will do, five retries at most. */
    private final class Result2 implements WebhookTarget {
        private final @Nullable URI override;

        Result2(@Nullable URI override) {
            this.override = override;
        }

        @Override
        public @Nullable URI url() {
            return override != null ? override : below(RESULT2);
        }

        @Override
        public String contentType() {
            return "application/jwt";
        }

        @Override
        public boolean acknowledged(int status, byte[] answer) {
            return status >= 200 && status < 300;
        }

        @Override
        public RetrySchedule retries() {
            var delays = shop.settings().retries();
            return new RetrySchedule(delays, Math.min(delays.size(), RESULT2_RETRIES_MAX), LIFE);
        }
    }
}

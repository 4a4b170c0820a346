package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.Sandbox;
import io.kopeck.sandbox.engine.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A shop that sells through Robokassa: signs what it sends with the JDK's own means, and uses the control API. */
final class Site {

    record Reply(int status, String text, HttpResponse<String> answer) {
        JsonNode json() {
            return Json.MAPPER.readTree(text);
        }

        String at(String pointer) {
            return json().at(pointer).asString("");
        }

        /** The content of an XML answer's first element of this name. */
        String xml(String name) {
            int from = text.indexOf("<" + name + ">");
            return from < 0 ? "" : text.substring(from + name.length() + 2, text.indexOf("</" + name + ">", from));
        }
    }

    static final String GOOD = "5555555555554444";
    static final String THREE_DS = "5555555555554477";
    static final String POOR = "5555555555554600";
    static final String POOR_LATER = "5555555555554642";

    static final String LOGIN = RobokassaOptions.DEFAULT_LOGIN;
    static final String PASSWORD1 = "sandbox_password1";
    static final String PASSWORD2 = "sandbox_password2";
    static final String PASSWORD3 = "sandbox_password3";

    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI base;

    Site(Sandbox sandbox) {
        this.base = sandbox.baseUri();
    }

    static String sha256(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream().map(f -> encoded(f.getKey()) + "=" + encoded(f.getValue())).collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The fields of a form or a query, decoded. */
    static Map<String, String> fields(String form) {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : form.split("&")) {
            int equals = pair.indexOf('=');
            fields.put(URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8),
                    URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    /** Name, value, name, value. */
    static Map<String, String> map(String... pairs) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    /** The query of a signed link; its last parameter is InvId. */
    static String query(long number, String sum, String... more) {
        var extra = map(more);
        var shp = new TreeMap<>(extra);
        shp.keySet().removeIf(name -> !name.startsWith("Shp_"));
        boolean test = "1".equals(extra.get("IsTest"));
        var text = new StringBuilder(LOGIN + ":" + sum + ":" + number);
        for (var name : new String[] {"OutSumCurrency", "UserIp", "Receipt", "StepByStep", "ResultUrl2", "SuccessUrl2", "SuccessUrl2Method", "FailUrl2",
            "FailUrl2Method"}) {
            if (extra.containsKey(name)) {
                text.append(':').append(extra.get(name));
            }
        }
        text.append(':').append(test ? "sandbox_test1" : PASSWORD1);
        shp.forEach((name, value) -> text.append(':').append(name).append('=').append(value));
        var fields = map("MerchantLogin", LOGIN, "OutSum", sum, "Description", "Подписка Pro", "SignatureValue", sha256(text.toString()), "Encoding", "utf-8");
        fields.putAll(extra);
        fields.put("InvId", Long.toString(number));
        return form(fields);
    }

    String link(long number, String sum, String... more) {
        return base + "/robokassa/Merchant/Index.aspx?" + query(number, sum, more);
    }

    /** Opens an address as a browser would, without following redirects. */
    Reply open(String url) {
        return reply(HttpRequest.newBuilder(base.resolve(url)).GET());
    }

    Reply post(String path, Map<String, String> fields) {
        return reply(postRequest(path, form(fields), "application/x-www-form-urlencoded"));
    }

    Reply post(String path, String body, String contentType) {
        return reply(postRequest(path, body, contentType));
    }

    /** As above, for calls whose answer may not come. */
    Reply tryPost(String path, Map<String, String> fields) throws IOException {
        return send(postRequest(path, form(fields), "application/x-www-form-urlencoded"));
    }

    private HttpRequest.Builder postRequest(String path, String body, String contentType) {
        return HttpRequest.newBuilder(base.resolve(path)).header("Content-Type", contentType).POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private static Reply reply(HttpRequest.Builder request) {
        try {
            return send(request);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Reply send(HttpRequest.Builder request) throws IOException {
        try {
            var answer = CLIENT.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
            return new Reply(answer.statusCode(), answer.body(), answer);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Reply control(String method, String path, @Nullable String json) {
        var body = json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json);
        return reply(HttpRequest.newBuilder(base.resolve("/control" + path)).method(method, body));
    }

    Reply control(String path, String json) {
        return control("POST", path, json);
    }

    Reply look(String path) {
        return control("GET", path, null);
    }

    void configure(String settings) {
        done(control("/config", "{\"provider\":\"robokassa\"," + settings + "}"), 200);
    }

    void fault(String operation, String kind, String more) {
        done(control("/faults", "{\"provider\":\"robokassa\",\"operation\":\"%s\",\"kind\":\"%s\",\"times\":1%s}".formatted(operation, kind, more)), 201);
    }

    void advance(String amount) {
        done(control("/clock", "{\"advance\":\"" + amount + "\"}"), 200);
    }

    void flush() {
        done(control("/webhooks/flush", "{}"), 200);
    }

    private static void done(Reply reply, int status) {
        if (reply.status() != status) {
            throw new AssertionError(reply.status() + " " + reply.text());
        }
    }

    /** Opens the link and pays with the card; 3-D Secure is confirmed. */
    Reply pay(long number, String card, String link) {
        return control("/pay/robokassa/" + number, "{\"card\":\"%s\",\"url\":\"%s\"}".formatted(card, link));
    }

    /** A paid first payment of 990.00 that may be repeated. */
    void paidMother(long number, String card) {
        done(pay(number, card, link(number, "990.00", "Recurring", "true", "Shp_account", "42")), 200);
    }

    /** A recurring charge. */
    Reply charge(long number, long previous, String sum, String... more) {
        return post("/robokassa/Merchant/Recurring", child(number, previous, sum, more));
    }

    static Map<String, String> child(long number, long previous, String sum, String... more) {
        var extra = map(more);
        var shp = new TreeMap<>(extra);
        shp.keySet().removeIf(name -> !name.startsWith("Shp_"));
        var text = new StringBuilder(LOGIN + ":" + sum + ":" + number);
        if (extra.containsKey("Receipt")) {
            text.append(':').append(extra.get("Receipt"));
        }
        text.append(':').append(PASSWORD1);
        shp.forEach((name, value) -> text.append(':').append(name).append('=').append(value));
        var fields = map("MerchantLogin", LOGIN, "InvoiceID", Long.toString(number), "PreviousInvoiceID", Long.toString(previous), "OutSum", sum,
                "Description", "Подписка Pro", "SignatureValue", sha256(text.toString()));
        fields.putAll(extra);
        return fields;
    }

    Reply state(long number) {
        return open("/robokassa/Merchant/WebService/Service.asmx/OpStateExt?MerchantLogin=" + LOGIN + "&InvoiceID=" + number + "&Signature="
                + sha256(LOGIN + ":" + number + ":" + PASSWORD2));
    }

    /** The state code of an invoice. */
    String stateCode(long number) {
        var reply = state(number);
        var state = reply.xml("State");
        return state.isEmpty() ? "result " + reply.xml("Code") : new Reply(0, state, reply.answer()).xml("Code");
    }

    String opKey(long number) {
        return state(number).xml("OpKey");
    }

    static String jwt(String payload, String password) {
        var text = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + base64(payload);
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(password.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    Reply refund(String payload) {
        return post("/robokassa/RefundService/Refund/Create", jwt(payload, PASSWORD3), "application/jwt");
    }

    Reply refundState(String requestId) {
        return open("/robokassa/RefundService/Refund/GetState?id=" + requestId);
    }

    JsonNode book() {
        return look("/book?provider=robokassa").json();
    }

    int charges() {
        int charges = 0;
        for (var entry : book().path("entries")) {
            charges += entry.path("kind").asString().equals("charge") ? 1 : 0;
        }
        return charges;
    }
}

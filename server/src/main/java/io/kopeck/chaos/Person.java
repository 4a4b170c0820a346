package io.kopeck.chaos;

import io.kopeck.chaos.Web.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A customer of one product: subscribes, and now and then changes their mind. What they do comes from a seed. */
final class Person {

    private static final String PASSWORD = "correct horse battery";

    private final World world;
    private final Offer offer;
    private final Tally deeds;
    private final SplittableRandom random;
    private final String email;
    private final Login login;
    private String id = "";

    Person(World world, Offer offer, Tally deeds, long seed, int number) {
        this.world = world;
        this.offer = offer;
        this.deeds = deeds;
        this.random = new SplittableRandom(seed * 31 + number);
        this.email = "customer" + number + "@example.com";
        this.login = new Login(world, random, email, PASSWORD);
    }

    /** Signs up and confirms; once done, does nothing. */
    void arrive() {
        for (int tries = 0; tries < 20 && id.isEmpty(); tries++) {
            var answer = call("POST", "/api/v1/user/signup", Map.of("email", email, "password", PASSWORD));
            if (answer.ok()) {
                call("POST", "/api/v1/user/confirm", Map.of("token", answer.text("confirm_token")));
                id = answer.text("id");
            }
        }
        if (id.isEmpty()) {
            throw new IllegalStateException(email + " could not sign up");
        }
    }

    Offer offer() {
        return offer;
    }

    String id() {
        return id;
    }

    /** Perhaps does something. Nobody who calls this minds what becomes of it: the books tell. */
    void live() {
        var answer = asMyself("GET", "subscription", null);
        var status = answer.status() == 404 ? "none" : answer.text("status");
        switch (status) {
            case "none", "expired", "canceled" -> perhaps(50, this::subscribe);
            case "active" -> perhaps(12, this::changeMyMind);
            case "waiting" -> perhaps(40, this::rescue);
            case "no_auto_payment" -> perhaps(25, () -> deed("resume", asMyself("POST", "resume-subscription", null)));
            case "paused" -> perhaps(30, () -> deed("resume", asMyself("POST", "resume-subscription", null)));
            default -> deeds.add("could not look");
        }
    }

    private void perhaps(int percent, Runnable what) {
        if (chance(percent)) {
            what.run();
        }
    }

    private void subscribe() {
        var tariff = oneOf(offer.tariffs());
        if (offer.hosted()) {
            follow(deed("subscribe", asMyself("POST", "subscription", Map.of("tariff", tariff))), card());
            return;
        }
        var methods = methods();
        if (methods.isEmpty() || chance(20)) {
            bind();
            methods = methods();
        }
        if (!methods.isEmpty()) {
            var body = Map.of("tariff", tariff, "payment_method", methods.getLast());
            follow(deed("subscribe", asMyself("POST", "subscription", body)), null);
        }
    }

    private void bind() {
        follow(deed("bind", asMyself("POST", "payment-method", null)), card());
    }

    private void changeMyMind() {
        switch (random.nextInt(6)) {
            case 0 -> deed("cancel", asMyself("PUT", "cancel-subscription", null));
            case 1 -> {
                bind();
                var methods = methods();
                if (!methods.isEmpty()) {
                    deed("change method", asMyself("PUT", "change-payment-method", Map.of("payment_method_id", methods.getLast())));
                }
            }
            case 2 -> {
                var methods = methods();
                if (!methods.isEmpty()) {
                    deed("remove method", asMyself("DELETE", "payment-method/" + oneOf(methods), null));
                }
            }
            case 3 -> subscribeTwice();
            case 4 -> deed("pause", asMyself("POST", "pause-subscription",
                    Map.of("until", world.now().plus(Duration.ofDays(1 + random.nextInt(12))).toString())));
            default -> deed("change tariff", asMyself("PUT", "change-tariff", Map.of("tariff", oneOf(offer.tariffs()))));
        }
    }

    /** Presses the button again, as people do; it must not sell the same thing twice. */
    private void subscribeTwice() {
        var body = new HashMap<String, Object>(Map.of("tariff", oneOf(offer.tariffs())));
        if (!offer.hosted()) {
            methods().stream().findFirst().ifPresent(method -> body.put("payment_method", method));
        }
        follow(deed("subscribe twice", asMyself("POST", "subscription", body)), offer.hosted() ? card() : null);
    }

    /** Pays by hand what could not be charged, with a better card or the old one. */
    private void rescue() {
        if (random.nextBoolean()) {
            bind();
        }
        follow(deed("pay now", asMyself("POST", "pay-now", null)), card());
    }

    /** Goes to the acquirer's page, unless the customer loses interest, and comes back, unless the tab is closed. */
    private void follow(Answer answer, @Nullable String card) {
        var url = answer.text("confirmation_url");
        if (url.isEmpty() || chance(8)) {
            return;
        }
        var body = new HashMap<String, Object>();
        if (!answer.text("status").equals("3ds") && card != null) {
            body.put("card", card);
        }
        body.put("confirm", chance(90));
        if (url.contains("?")) {
            body.put("url", url);
        }
        var paid = world.sandbox("POST", "/control/pay/" + offer.provider() + "/" + lastPart(url), body);
        if (!paid.ok() && card == null) {
            paid = world.sandbox("POST", "/control/pay/" + offer.provider() + "/" + lastPart(url), Map.of("confirm", true));
        }
        deeds.add(paid.ok() ? "paid on the page" : "turned away at the page");
        var back = paid.text("return_url");
        if (!back.isEmpty() && chance(85)) {
            var address = URI.create(back);
            call("GET", address.getRawPath() + (address.getRawQuery() == null ? "" : "?" + address.getRawQuery()), null);
        }
    }

    private List<String> methods() {
        var methods = new ArrayList<String>();
        for (JsonNode method : asMyself("GET", "payment-method", null).json().path("results")) {
            methods.add(method.path("id").asString());
        }
        return methods;
    }

    private String card() {
        int draw = random.nextInt(100);
        return oneOf(draw < 65 ? offer.good() : draw < 85 ? offer.fading() : offer.threeDs());
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private String oneOf(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Answer deed(String what, Answer answer) {
        deeds.add(what + (answer.ok() ? "" : answer.lost() ? ", no answer" : ", refused"));
        return answer;
    }

    /** A call of self-service. */
    private Answer asMyself(String method, String path, @Nullable Object body) {
        return login.call(method, "/api/v1/billing/" + path + "?product=" + offer.product(), body);
    }

    private Answer call(String method, String path, @Nullable Object body) {
        return world.call(random, "", method, path, body);
    }

    /** The acquirer's id of the payment: its confirmation address ends with it. */
    private static String lastPart(String url) {
        return url.substring(Math.max(url.lastIndexOf('/'), url.lastIndexOf('=')) + 1);
    }
}

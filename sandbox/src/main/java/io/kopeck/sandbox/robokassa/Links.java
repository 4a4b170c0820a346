package io.kopeck.sandbox.robokassa;

import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.Money;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The Invoice API (reference, 10): payment links made by a call, signed with {@code MerchantLogin:Password1}. */
final class Links {

    private static final int PAGE_SIZE_MAX = 100;

    private final ShopState state;
    private final Shop shop;

    Links(ShopState state, Shop shop) {
        this.state = state;
        this.shop = shop;
    }

    ObjectNode create(byte[] body) {
        var request = verified(body);
        if (request == null) {
            return refused("Wrong signature or MerchantLogin");
        }
        var type = request.path("InvoiceType").asString("OneTime");
        if (!List.of("OneTime", "Reusable").contains(type)) {
            return refused("InvoiceType must be OneTime or Reusable");
        }
        if (Stream.of("StepByStep", "Recurring", "Token").anyMatch(name -> request.path(name).asBoolean(false))) {
            return refused("StepByStep, Recurring and Token are not played here: use the signed link");
        }
        try {
            var sum = new Money(Params.minor(request.path("OutSum").asString("")), "RUB");
            return state.perform(change -> {
                state.checkRoom();
                long asked = request.path("InvId").asLong(0);
                long number = asked > 0 ? asked : state.ownNumber();
                if (state.live(number) != null || ofNumber(number) != null) {
                    return refused("InvId is in use already");
                }
                var link = change.put(new PaymentLink(Ids.guid(), state.nextSeq(), type.equals("Reusable"), number, sum, text(request, "Description"),
                        culture(request), true, back(request, "SuccessUrl2Data"), back(request, "FailUrl2Data"), change.now()));
                return Json.object().put("isSuccess", true).put("id", link.id())
                        .put("url", shop.publicUrl() + "/" + Robokassa.NAME + "/merchant/Invoice/" + link.id()).put("invId", number)
                        .put("encodedId", link.id());
            });
        } catch (Refusal e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    ObjectNode deactivate(byte[] body) {
        var request = verified(body);
        if (request == null) {
            return refused("Wrong signature or MerchantLogin");
        }
        var id = request.has("Id") ? request.path("Id").asString("") : request.path("EncodedId").asString("");
        return state.perform(change -> {
            var link = state.find(id) instanceof PaymentLink found ? found : ofNumber(request.path("InvId").asLong(0));
            if (link == null) {
                return refused("There is no such invoice");
            }
            change.put(link.deactivated());
            return Json.object().put("isSuccess", true);
        });
    }

    ObjectNode list(byte[] body) {
        var request = verified(body);
        if (request == null) {
            return refused("Wrong signature or MerchantLogin");
        }
        int size = Math.clamp(request.path("PageSize").asInt(10), 1, PAGE_SIZE_MAX);
        int page = Math.max(1, request.path("CurrentPage").asInt(1));
        var wanted = request.path("InvoiceStatuses").valueStream().map(status -> status.asString("").toLowerCase(Locale.ROOT)).toList();
        var all = state.all(PaymentLink.class).filter(link -> wanted.isEmpty() || wanted.contains(status(link))).toList();
        var answer = Json.object().put("isSuccess", true).put("totalCount", all.size());
        var items = answer.putArray("items");
        all.stream().skip((page - 1L) * size).limit(size).forEach(link -> items.addObject().put("id", link.id()).put("invId", link.number())
                .put("outSum", link.sum().decimal()).put("invoiceType", link.reusable() ? "Reusable" : "OneTime").put("status", status(link))
                .put("createdDate", link.createdAt().toString()));
        return answer;
    }

    private String status(PaymentLink link) {
        var invoice = state.live(link.number());
        return invoice != null && invoice.state() == Invoice.State.PAID ? "paid" : link.active() ? "notpaid" : "expired";
    }

    private @Nullable PaymentLink ofNumber(long number) {
        return number == 0 ? null : state.all(PaymentLink.class).filter(link -> link.number() == number).findFirst().orElse(null);
    }

    private @Nullable ObjectNode verified(byte[] body) {
        var request = Jwt.payload(body, Jwt.INVOICE, shop.login() + ":" + shop.password1(false));
        return request != null && shop.login().equals(request.path("MerchantLogin").asString("")) ? request : null;
    }

    private static ObjectNode refused(String why) {
        return Json.object().put("isSuccess", false).put("errorMessage", why);
    }

    private static @Nullable String text(JsonNode request, String name) {
        var value = request.get(name);
        return value == null || value.isNull() ? null : value.asString();
    }

    private static @Nullable String culture(JsonNode request) {
        var culture = text(request, "Culture");
        return culture == null ? null : culture.startsWith("ru") ? "ru" : "en";
    }

    private static Invoice.@Nullable Return back(JsonNode request, String name) {
        var url = request.path(name).path("Url").asString("");
        return url.isEmpty() ? null : new Invoice.Return(url, request.path(name).path("Method").asString("GET").equals("POST"));
    }
}

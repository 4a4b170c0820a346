package io.kopeck.sandbox.cloudpayments;

import io.kopeck.sandbox.engine.Json;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where each type of notification goes: where the API was told to send it, or the type's place below the terminal's
 * address (reference, 9). Only the provider's own format in UTF-8 is played.
 */
final class Channels {

    private enum Type { CHECK, PAY, FAIL, CONFIRM, REFUND, RECURRENT, CANCEL, RECEIPT }

    /** {@code address} null: nobody listens. */
    record Channel(boolean enabled, @Nullable URI address, String method) {}

    private static final String UTF8 = "UTF8";
    private static final String FORMAT = "CloudPayments";

    private final Map<String, Channel> told = new ConcurrentHashMap<>();
    private final Terminal terminal;

    Channels(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The channel of a type by its lower-case name. */
    Channel of(String type) {
        var channel = told.get(type);
        if (channel != null) {
            return channel;
        }
        var base = terminal.url();
        return new Channel(base != null, base == null ? null : URI.create(base.toString().replaceAll("/+$", "") + "/" + type), "POST");
    }

    ObjectNode show(String type) {
        var name = known(type);
        var channel = of(name);
        boolean enabled = channel.enabled() && (!name.equals(Notices.CHECK) || terminal.settings().check());
        return Wire.enveloped(Json.object().put("IsEnabled", enabled).put("Address", channel.address() == null ? null : channel.address().toString())
                .put("HttpMethod", channel.method()).put("Encoding", UTF8).put("Format", FORMAT), true);
    }

    /** Everything but Check can be changed. */
    ObjectNode update(String type, Params params) {
        var name = known(type);
        if (name.equals(Notices.CHECK)) {
            throw Refusal.because("Check can not be changed");
        }
        boolean enabled = params.flag("IsEnabled");
        var address = params.text("Address");
        if (enabled && address == null) {
            params.problem("Address is required");
        }
        if (address != null && !isWebAddress(address)) {
            params.problem("Address is invalid");
        }
        var method = params.text("HttpMethod") == null ? "GET" : params.requiredText("HttpMethod").toUpperCase(Locale.ROOT);
        if (!method.equals("GET") && !method.equals("POST")) {
            params.problem("HttpMethod is invalid");
        }
        supported(params, "Encoding", UTF8);
        supported(params, "Format", FORMAT);
        params.check();
        told.put(name, new Channel(enabled, address == null ? null : URI.create(address), method));
        return Wire.plain(true, null);
    }

    void forget() {
        told.clear();
    }

    private static void supported(Params params, String name, String only) {
        var given = params.text(name);
        if (given != null && !given.equalsIgnoreCase(only)) {
            params.problem(name + " is not supported");
        }
    }

    private static boolean isWebAddress(String text) {
        try {
            var address = URI.create(text);
            return address.getHost() != null && String.valueOf(address.getScheme()).matches("https?");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String known(String type) {
        if (Arrays.stream(Type.values()).noneMatch(one -> one.name().equalsIgnoreCase(type))) {
            throw Refusal.notFound();
        }
        return type.toLowerCase(Locale.ROOT);
    }
}

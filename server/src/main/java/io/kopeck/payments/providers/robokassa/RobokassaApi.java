package io.kopeck.payments.providers.robokassa;

import io.kopeck.platform.http.NoAnswer;
import io.kopeck.platform.http.OutboundHttp;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/** The provider's hosts: one request, and its answer when there is one. */
record RobokassaApi(OutboundHttp http, Hosts hosts, Duration timeout) {

    /**
     * Where the interfaces are (Robokassa, Secrets and endpoints).
     *
     * @param auth payments, recurring charges, holds and states
     * @param services refunds
     * @param receipts second receipts
     */
    record Hosts(URI auth, URI services, URI receipts) {

        static final Hosts DOCUMENTED = new Hosts(
                URI.create("https://auth.robokassa.ru"),
                URI.create("https://services.robokassa.ru"),
                URI.create("https://ws.roboxchange.com"));

        /** All paths under one address. */
        static Hosts under(URI base) {
            return new Hosts(base, base, base);
        }
    }

    Reply get(URI host, String path, Form query) {
        return send(request(host, path + "?" + query.encoded()).GET());
    }

    Reply post(URI host, String path, Form body) {
        return post(host, path, "application/x-www-form-urlencoded", body.encoded());
    }

    Reply post(URI host, String path, String contentType, String body) {
        return send(request(host, path).header("Content-Type", contentType).POST(BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(URI host, String path) {
        return HttpRequest.newBuilder(URI.create(host + path)).timeout(timeout);
    }

    /** The provider documents no HTTP codes: only what surely is not its own word is sorted out here. */
    private Reply send(HttpRequest.Builder request) {
        OutboundHttp.Answer answer;
        try {
            answer = http.send(request.build());
        } catch (NoAnswer e) {
            return new Reply.Nothing(switch (e.kind()) {
                case NOT_CONNECTED -> "no connection";
                case TIMEOUT -> "no answer in time";
                case BROKEN -> "the answer broke off";
            });
        }
        int status = answer.status();
        boolean readable = status == 200 || status >= 400 && status < 500 && status != 408 && status != 425 && status != 429;
        return readable && !answer.body().isBlank()
                ? new Reply.Text(status, answer.body())
                : new Reply.Nothing("HTTP " + status + (answer.body().isBlank() ? " with an empty body" : ""));
    }
}

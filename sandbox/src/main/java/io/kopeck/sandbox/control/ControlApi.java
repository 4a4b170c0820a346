package io.kopeck.sandbox.control;

import io.kopeck.sandbox.engine.CallCounters;
import io.kopeck.sandbox.engine.Faults;
import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.SandboxClock;
import io.kopeck.sandbox.engine.Webhooks;
import io.kopeck.sandbox.http.Answer;
import io.kopeck.sandbox.http.Call;
import io.kopeck.sandbox.http.Endpoint;
import io.kopeck.sandbox.mail.Mailbox;
import java.util.List;
import java.util.stream.Collectors;

/** Routes {@code /control/…}. A refused call answers {@code {"error": …, "allowed": […]}} and changes nothing. */
public final class ControlApi implements Endpoint {

    private final Acquirers acquirers;
    private final TimeMachine time;
    private final Faults faults;
    private final Webhooks webhooks;
    private final CallCounters counters;
    private final Mailbox mailbox;
    private final FaultCalls faultCalls;
    private final PaymentCalls paymentCalls;
    private final BookCalls bookCalls;
    private final WebhookCalls webhookCalls;
    private final ClockCalls clockCalls;

    public ControlApi(Acquirers acquirers, TimeMachine time, SandboxClock clock, Faults faults, Webhooks webhooks, CallCounters counters,
            Mailbox mailbox) {
        this.acquirers = acquirers;
        this.time = time;
        this.faults = faults;
        this.webhooks = webhooks;
        this.counters = counters;
        this.mailbox = mailbox;
        this.faultCalls = new FaultCalls(faults, acquirers);
        this.paymentCalls = new PaymentCalls(acquirers, clock::now);
        this.bookCalls = new BookCalls(acquirers);
        this.webhookCalls = new WebhookCalls(webhooks, clock, acquirers);
        this.clockCalls = new ClockCalls(time);
    }

    @Override
    public Answer answer(Call call) {
        try {
            var path = call.segments();
            return route(call, call.method() + " " + path.stream().skip(1).limit(1).collect(Collectors.joining()), path.subList(Math.min(2, path.size()), path.size()));
        } catch (ControlError e) {
            return Answer.json(e.status(), e.toWire());
        }
    }

    private Answer route(Call call, String what, List<String> rest) {
        return switch (rest.size()) {
            case 0 -> switch (what) {
                case "GET health" -> Answer.json(200, Json.object().put("status", "ok"));
                case "POST faults" -> faultCalls.add(call);
                case "GET faults" -> faultCalls.list();
                case "DELETE faults" -> faultCalls.clear();
                case "GET book" -> bookCalls.show(call);
                case "GET requests" -> requests(call);
                case "GET webhooks" -> webhookCalls.log();
                case "GET clock" -> clockCalls.show();
                case "POST clock" -> clockCalls.move(call);
                case "POST reset" -> reset();
                case "GET config" -> config();
                case "POST config" -> configure(call);
                case "GET mail" -> mail(call);
                case "DELETE mail" -> {
                    mailbox.clear();
                    yield Answer.empty(204);
                }
                default -> throw unknown(call);
            };
            case 1 -> switch (what + " " + rest.getFirst()) {
                case "POST webhooks pause" -> webhookCalls.pause();
                case "POST webhooks resume" -> webhookCalls.resume();
                case "POST webhooks replay" -> webhookCalls.replay(call);
                case "POST webhooks flush" -> webhookCalls.flush();
                case "POST webhooks send" -> webhookCalls.send(call);
                default -> {
                    if (what.equals("POST pay")) {
                        yield paymentCalls.pay(rest.getFirst(), null, call);
                    }
                    if (what.equals("DELETE faults")) {
                        yield faultCalls.remove(rest.getFirst());
                    }
                    throw unknown(call);
                }
            };
            case 2 -> switch (what) {
                case "POST pay" -> paymentCalls.pay(rest.get(0), rest.get(1), call);
                case "POST refund" -> paymentCalls.refund(rest.get(0), rest.get(1), call);
                case "POST chargeback" -> paymentCalls.chargeBack(rest.get(0), rest.get(1), call);
                case "GET payments" -> paymentCalls.inspect(rest.get(0), rest.get(1));
                default -> throw unknown(call);
            };
            default -> throw unknown(call);
        };
    }

    private static ControlError unknown(Call call) {
        return ControlError.notFound(call.method() + " " + call.path());
    }

    private Answer requests(Call call) {
        var query = call.queryFields();
        var answer = Json.object();
        var list = answer.putArray("requests");
        long total = 0;
        for (var count : counters.all()) {
            boolean wanted = query.getOrDefault("provider", count.provider()).equals(count.provider())
                    && query.getOrDefault("operation", count.operation()).equals(count.operation());
            if (wanted) {
                list.addObject().put("provider", count.provider()).put("operation", count.operation()).put("count", count.count());
                total += count.count();
            }
        }
        return Answer.json(200, answer.put("total", total));
    }

    private Answer reset() {
        faults.clear();
        webhooks.clear();
        acquirers.all().forEach(acquirer -> acquirer.reset());
        time.reset();
        counters.clear();
        mailbox.clear();
        return Answer.empty(204);
    }

    private Answer config() {
        var answer = Json.object();
        acquirers.all().forEach(acquirer -> answer.set(acquirer.name(), acquirer.configuration()));
        return Answer.json(200, answer);
    }

    /** Without {@code provider}: YooKassa's settings. */
    private Answer configure(Call call) {
        var settings = Input.object(call);
        var provider = settings.remove("provider");
        try {
            acquirers.named(provider == null ? "yookassa" : provider.asString("")).configure(settings);
        } catch (IllegalArgumentException e) {
            throw ControlError.bad(String.valueOf(e.getMessage()));
        }
        return config();
    }

    private Answer mail(Call call) {
        var list = Json.array();
        mailbox.find(call.queryFields().get("to")).forEach(message -> {
            var node = list.addObject();
            var to = node.putArray("to");
            message.to().forEach(to::add);
            node.put("from", message.from()).put("subject", message.subject()).put("text", message.text());
            if (message.html() != null) {
                node.put("html", message.html());
            }
            node.put("at", message.at().toString());
        });
        return Answer.json(200, list);
    }
}

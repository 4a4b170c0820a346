package io.kopeck.sandbox.robokassa;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.sandbox.acquirer.CardEntry;
import io.kopeck.sandbox.engine.CallCounters;
import io.kopeck.sandbox.engine.Faults;
import io.kopeck.sandbox.engine.Journal;
import io.kopeck.sandbox.engine.Json;
import io.kopeck.sandbox.engine.SandboxClock;
import io.kopeck.sandbox.engine.Webhooks;
import io.kopeck.sandbox.http.Answer;
import io.kopeck.sandbox.http.Call;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A compacted journal brings the same state back. */
class SnapshotTest {

    private static Robokassa robokassa() {
        var clock = new SandboxClock(null);
        var faults = new Faults();
        var journal = Journal.inMemory();
        return new Robokassa(RobokassaOptions.defaults(), true, false, clock, journal, new Webhooks(clock, faults, journal), faults, new CallCounters(), 100);
    }

    /** Every fact as the journal's line holds it. */
    private static List<String> facts(Robokassa robokassa) {
        var facts = new ArrayList<String>();
        robokassa.snapshot(fact -> facts.add(fact.kind() + " " + Json.MAPPER.writeValueAsString(fact.value())));
        return facts;
    }

    private static String post(Robokassa robokassa, String path, String body) {
        var answer = robokassa.api().answer(new Call("POST", "/robokassa/" + path, Map.of(), null, body.getBytes(StandardCharsets.UTF_8)));
        return answer instanceof Answer.Body(var _, var _, var content) ? new String(content, StandardCharsets.UTF_8) : "";
    }

    @Test
    void comesBackFromItsFacts() {
        var first = robokassa();
        var receipt = "{\"items\":[{\"name\":\"A\",\"quantity\":1,\"sum\":100,\"tax\":\"none\"}]}";
        for (var query : List.of(Site.query(1, "100.00", "Recurring", "true", "Shp_b", "2", "Shp_a", "1", "Receipt", receipt), Site.query(2, "5.00"),
                Site.query(3, "7.00", "IsTest", "1"), Site.query(4, "9.00", "StepByStep", "true"))) {
            post(first, "Merchant/Index.aspx", query);
        }
        var card = new CardEntry(Site.GOOD, YearMonth.of(2099, 1));
        for (var id : List.of("1", "test-3", "4")) {
            first.hostedPayments().pay(id, card, false);
        }
        post(first, "Merchant/Recurring", Site.form(Site.child(10, 1, "10.00")));
        first.refundInCabinet("1", "30.00");
        post(first, "InvoiceServiceWebApi/api/CreateInvoice", Site.jwt("{\"MerchantLogin\":\"kopeck\",\"OutSum\":1}", "kopeck:" + Site.PASSWORD1));
        var second = Site.base64("{\"merchantId\":\"kopeck\",\"id\":\"501\",\"originId\":\"1\"}");
        assertThat(post(first, "RoboFiscal/Receipt/Attach", second + "." + Site.base64(Site.sha256(second + Site.PASSWORD1)))).contains("\"0\"");
        first.api().answer(new Call("GET", "/robokassa/result2.pem", Map.of(), null, new byte[0]));

        var again = robokassa();
        first.snapshot(fact -> assertThat(again.restore(fact.kind(), Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(fact.value())))).isTrue());

        assertThat(facts(again)).isEqualTo(facts(first)).hasSize(11);
        assertThat(again.restore("yookassa.payment", Json.object())).isFalse();
    }
}

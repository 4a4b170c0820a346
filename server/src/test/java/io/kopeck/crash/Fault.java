package io.kopeck.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.kopeck.testing.SandboxControl;
import java.util.ArrayList;
import java.util.List;

/** What can go wrong with one call to the acquirer. */
enum Fault {
    LOST_ANSWER("lost_answer"),
    ERROR_BEFORE("error_before"),
    ERROR_AFTER("error_after"),
    SLOW("slow", "delay_ms", 300),
    TRUNCATED("truncated"),
    RESET_BEFORE("reset", "after", false),
    RESET_AFTER("reset", "after", true),
    RATE_LIMIT("rate_limit"),
    PROCESSING_UNDONE("processing", "after", false),
    PROCESSING_DONE("processing", "after", true);

    private final String kind;
    private final List<Object> more;

    Fault(String kind, Object... more) {
        this.kind = kind;
        this.more = List.of(more);
    }

    /** Strikes the next call of the operation that has the text among its ids. */
    void strikeOnce(SandboxControl sandbox, String operation, String match) {
        var fields = new ArrayList<>(more);
        fields.addAll(List.of("times", 1, "match", match));
        sandbox.fault(operation, kind, fields.toArray());
    }

    /** Passes when every fault that was to strike a number of times has done so. */
    static void expectStruck(SandboxControl sandbox) {
        for (var rule : sandbox.http().get("/control/faults").expect(200).json().path("faults")) {
            if (rule.has("times")) {
                assertThat(rule.path("fired").asLong()).as("strikes of " + rule).isEqualTo(rule.path("times").asLong());
            }
        }
    }
}

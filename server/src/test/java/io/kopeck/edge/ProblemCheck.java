package io.kopeck.edge;

import io.kopeck.testing.Http.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What is wrong with an answer that has to be a problem document. */
final class ProblemCheck {

    private static final Map<String, Integer> DOCUMENTED = ProblemTable.statuses();
    private static final long MILLIS_MAX = 10_000;
    private static final Pattern INSIDES = Pattern.compile(
            "\\b(io\\.kopeck|java\\.|jakarta\\.|org\\.|tools\\.jackson|com\\.fasterxml)\\w|\\w(Exception|Error)\\b|\\bat \\w+\\.|\\bSQL|[\\w/]+\\.java|"
                    + "(?i)stack ?trace|postgres|tomcat|jooq|drop table|<script|\\u0000");

    private ProblemCheck() {}

    /** The complaints; empty for a good answer. */
    static List<String> complaints(Case sent, Reply answer, long millis) {
        var complaints = new ArrayList<String>();
        if (answer.status() != sent.expected()) {
            complaints.add("status " + answer.status() + " instead of " + sent.expected());
        }
        if (millis > MILLIS_MAX) {
            complaints.add("took " + millis + " ms");
        }
        if (answer.status() >= 400) {
            checkDocument(answer, complaints);
        }
        return complaints.isEmpty() ? List.of() : List.of(sent + " → " + complaints + " " + shortened(answer.body()));
    }

    private static void checkDocument(Reply answer, List<String> complaints) {
        var type = answer.headers().getOrDefault("content-type", List.of());
        if (!type.equals(List.of("application/problem+json"))) {
            complaints.add("content type " + type);
            return;
        }
        var json = answer.json();
        var code = json.path("code").asString("");
        if (json.path("status").asInt() != answer.status()) {
            complaints.add("the document says status " + json.path("status"));
        }
        if (!json.path("type").asString("").equals("/problems/" + code) || json.path("title").asString("").isEmpty()
                || json.path("detail").asString("").isEmpty()) {
            complaints.add("type, title or detail is missing");
        }
        var documented = DOCUMENTED.get(code);
        if (documented == null || documented != answer.status()) {
            complaints.add("code " + code + " is not documented for " + answer.status());
        }
        if (INSIDES.matcher(answer.body()).find()) {
            complaints.add("shows insides");
        }
    }

    private static String shortened(String body) {
        return body.length() > 300 ? body.substring(0, 300) + "…" : body;
    }
}

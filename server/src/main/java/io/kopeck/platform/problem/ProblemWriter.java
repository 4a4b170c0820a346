package io.kopeck.platform.problem;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Renders problems: as an entity for controllers, directly for filters that answer before any controller. */
@Component
public final class ProblemWriter {

    /** The stable base of every problem's {@code type}. */
    static final String TYPE_BASE = "/problems/";

    private final JsonMapper json;

    ProblemWriter(JsonMapper json) {
        this.json = json;
    }

    public ResponseEntity<Map<String, Object>> entity(Problem problem) {
        return ResponseEntity.status(problem.status())
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .cacheControl(CacheControl.noStore())
                .body(document(problem));
    }

    /** Writes the problem as the whole answer, unless one has been sent already. */
    public void write(HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.status());
        StrictHeaders.add(response);
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsString(document(problem)).getBytes(StandardCharsets.UTF_8));
        response.flushBuffer();
    }

    private static Map<String, Object> document(Problem problem) {
        var status = HttpStatus.resolve(problem.status());
        var document = new LinkedHashMap<String, Object>();
        document.put("type", TYPE_BASE + problem.code());
        document.put("title", status == null ? "Error" : status.getReasonPhrase());
        document.put("status", problem.status());
        document.put("detail", problem.detail());
        document.put("code", problem.code());
        document.putAll(problem.extensions());
        return document;
    }
}

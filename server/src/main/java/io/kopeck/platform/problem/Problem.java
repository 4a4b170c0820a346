package io.kopeck.platform.problem;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An expected refusal at the edge, rendered as RFC 9457. The {@code detail} is shown to customers; {@code code} is
 * stable and documented in docs/problems.md.
 */
public final class Problem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, Object> extensions = new LinkedHashMap<>();

    public Problem(int status, String code, String detail) {
        super(detail);
        this.status = status;
        this.code = code;
    }

    public static Problem badRequest(String code, String detail) {
        return new Problem(400, code, detail);
    }

    public static Problem unauthorized(String code, String detail) {
        return new Problem(401, code, detail);
    }

    public static Problem forbidden(String code, String detail) {
        return new Problem(403, code, detail);
    }

    public static Problem notFound(String what) {
        return new Problem(404, "not_found", what + " not found");
    }

    public static Problem conflict(String code, String detail) {
        return new Problem(409, code, detail);
    }

    public static Problem unprocessable(String code, String detail) {
        return new Problem(422, code, detail);
    }

    /** Adds an extension member. */
    public Problem with(String name, Object value) {
        extensions.put(name, value);
        return this;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    Map<String, Object> extensions() {
        return extensions;
    }
}

package io.kopeck.platform.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;

/**
 * Answers for requests that the server refuses before any filter of ours sees them, such as an encoded slash in the path,
 * in place of the server's own HTML page.
 */
final class ProblemValve extends ErrorReportValve {

    private static final String FORMAT =
            "{\"type\":\"/problems/%1$s\",\"title\":\"%2$s\",\"status\":%3$d,\"detail\":\"%4$s\",\"code\":\"%1$s\"}";

    /** A transfer encoding and a version of HTTP that nobody knows. */
    private static final Set<Integer> NOT_OURS = Set.of(501, 505);

    @Override
    protected void report(Request request, Response response, @Nullable Throwable throwable) {
        int status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        boolean ours = status >= 500 && !NOT_OURS.contains(status);
        boolean tooLarge = status == 413;
        response.resetBuffer(true);
        response.setStatus(ours ? 500 : tooLarge ? 413 : 400);
        response.setContentType("application/problem+json");
        StrictHeaders.add(response);
        var problem = ours ? FORMAT.formatted("internal_error", "Internal Server Error", 500, "Something went wrong on our side")
                : tooLarge ? FORMAT.formatted("too_large", "Content Too Large", 413, "The body is too large")
                : FORMAT.formatted("invalid_request", "Bad Request", 400, "The request is not valid");
        try {
            response.getOutputStream().write(problem.getBytes(StandardCharsets.US_ASCII));
            response.finishResponse();
        } catch (IOException e) {
            container.getLogger().debug("the caller did not wait for the problem", e);
        }
    }
}

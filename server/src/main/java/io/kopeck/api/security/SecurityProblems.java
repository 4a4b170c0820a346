package io.kopeck.api.security;

import io.kopeck.platform.problem.Problem;
import io.kopeck.platform.problem.ProblemWriter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.stereotype.Component;

/** Refusals that happen before any controller, as problem documents. */
@Component
final class SecurityProblems implements AuthenticationEntryPoint, AccessDeniedHandler, RequestRejectedHandler {

    private static final Logger log = LoggerFactory.getLogger(SecurityProblems.class);

    private final ProblemWriter writer;

    SecurityProblems(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e) throws IOException {
        switch (e) {
            case BearerAuthentication.CannotTell _ -> {
                log.warn("event=external_issuer_unavailable cause={}", String.valueOf(e.getCause()));
                response.setHeader(HttpHeaders.RETRY_AFTER, "10");
                writer.write(response, new Problem(503, "issuer_unavailable", "Your log-in cannot be checked at this moment; try again"));
            }
            case OAuth2AuthenticationException _ -> {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
                writer.write(response, Problem.unauthorized("invalid_token", "The token is not good or has expired; log in again"));
            }
            default -> {
                response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
                writer.write(response, Problem.unauthorized("unauthorized", "Log in first"));
            }
        }
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException e) throws IOException {
        writer.write(response, Problem.forbidden("forbidden", "You have no right to do this"));
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, RequestRejectedException e) throws IOException {
        writer.write(response, Problem.badRequest("invalid_request", "The request is not valid"));
    }
}

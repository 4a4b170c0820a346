package io.kopeck.identity;

import java.time.Duration;
import java.util.UUID;

/** What a log-in or a refresh gives: a short-lived access token, and a refresh token that works once. */
public record Tokens(String accessToken, String refreshToken, Duration expiresIn, UUID session) {

    @Override
    public String toString() {
        return "Tokens[session=" + session + "]";
    }
}

package io.kopeck.api.security;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code kopeck.identity.metrics-public}: whether metrics are shown to other machines too. */
@ConfigurationProperties("kopeck.identity")
record SecurityProperties(@DefaultValue("false") boolean metricsPublic) {}

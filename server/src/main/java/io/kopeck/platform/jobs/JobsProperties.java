package io.kopeck.platform.jobs;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** {@code kopeck.jobs.*}: {@code enabled} is off where the jobs are driven by hand, as in tests on a moving clock. */
@ConfigurationProperties("kopeck.jobs")
record JobsProperties(@DefaultValue("true") boolean enabled) {}

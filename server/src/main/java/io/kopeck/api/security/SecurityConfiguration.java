package io.kopeck.api.security;

import static org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher.pathPattern;

import io.kopeck.identity.Caller;
import io.kopeck.platform.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.util.List;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Who may call what: everything under {@code /api/v1} needs a caller, except the paths listed here. What a caller may do
 * is decided in the controllers, by {@link Caller#require}.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration implements WebMvcConfigurer {

    /** Paths for people who have no token yet, or an old one: a credential sent to them is not even looked at. */
    private static final RequestMatcher WITHOUT_CREDENTIAL = new OrRequestMatcher(
            pathPattern("/api/v1/user/signup"),
            pathPattern("/api/v1/user/confirm"),
            pathPattern("/api/v1/user/login"),
            pathPattern("/api/v1/user/refresh"),
            pathPattern("/api/v1/user/password/forgot"),
            pathPattern("/api/v1/user/password/reset"),
            pathPattern("/api/v1/webhooks/**"),
            pathPattern("/api/v1/yookassa/health"));

    private static final RequestMatcher PUBLIC = new OrRequestMatcher(
            WITHOUT_CREDENTIAL,
            pathPattern("/api/v1/openapi.json"),
            pathPattern("/api/v1/openapi.json/**"),
            pathPattern(HttpMethod.GET, "/api/v1/billing/tariffs"),
            pathPattern(HttpMethod.GET, "/api/v1/billing/approve-payment-method/*"),
            pathPattern(HttpMethod.GET, "/api/v1/billing/approve-payment/*"),
            pathPattern("/actuator/health"),
            pathPattern("/actuator/health/**"));

    SecurityConfiguration() {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, BearerAuthentication bearers, SecurityProblems problems, ProblemWriter writer,
            SecurityProperties properties) throws Exception {
        return http
                .csrf(AbstractHttpConfigurer::disable) // nothing here is believed because of a cookie
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(SecurityConfiguration::headers)
                .addFilterAfter(new BodyBounds(writer), HeaderWriterFilter.class)
                .oauth2ResourceServer(server -> server
                        .authenticationManagerResolver(_ -> bearers)
                        .bearerTokenResolver(bearerTokens())
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .authorizeHttpRequests(requests -> rules(requests, properties))
                .build();
    }

    /** Requests are observed as a whole by the web server, not once more in each of the filters. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    private static void rules(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
            SecurityProperties properties) {
        requests.dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC, DispatcherType.FORWARD).permitAll()
                .requestMatchers(PUBLIC).permitAll()
                .requestMatchers(pathPattern("/actuator/prometheus")).access((_, context) ->
                        new AuthorizationDecision(properties.metricsPublic() || isThisMachine(context.getRequest())))
                .requestMatchers(pathPattern("/actuator/**")).denyAll()
                .requestMatchers(pathPattern("/api/v1/**")).authenticated()
                .anyRequest().permitAll(); // pages guard themselves, and what does not exist is a 404
    }

    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
                .httpStrictTransportSecurity(hsts -> hsts.includeSubDomains(false))
                .addHeaderWriter(new AnswerHeaders());
    }

    private static BearerTokenResolver bearerTokens() {
        var standard = new DefaultBearerTokenResolver();
        return request -> WITHOUT_CREDENTIAL.matches(request) ? null : standard.resolve(request);
    }

    private static boolean isThisMachine(HttpServletRequest request) {
        try {
            return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress();
        } catch (IllegalArgumentException _) {
            return false;
        }
    }

    @Bean
    FilterRegistrationBean<SeedPaths> seedPaths() {
        var registration = new FilterRegistrationBean<>(new SeedPaths());
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerParameter());
    }
}

package io.kopeck.client.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The parameter of a {@link PaidOperation} that says whose wallet pays: a {@code long} is a Telegram user, a {@link java.util.UUID} a
 * customer, an {@link io.kopeck.client.Owner} either.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface WalletOwner {}

/**
 * Methods that are paid for from a wallet: {@link io.kopeck.client.spring.PaidOperation} on a method of a bean, settings under {@code
 * kopeck.*}.
 */
@NullMarked
package io.kopeck.client.spring;

import org.jspecify.annotations.NullMarked;

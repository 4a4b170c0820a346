package io.kopeck.client.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The parameter of a {@link PaidOperation} that names the task, a {@code String} of 1 to 200 characters: the same for every call for
 * the same piece of work, another for other work. A task is charged once.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface TaskId {}

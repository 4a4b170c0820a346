/** Catches mail: an SMTP server on loopback that accepts everything, shows it through the control API and sends nothing on. */
@NullMarked
package io.kopeck.sandbox.mail;

import org.jspecify.annotations.NullMarked;

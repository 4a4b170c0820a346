/** Tests of the sandbox through its wire: real HTTP, real SMTP, no sleeping. */
@NullMarked
package io.kopeck.sandbox;

import org.jspecify.annotations.NullMarked;

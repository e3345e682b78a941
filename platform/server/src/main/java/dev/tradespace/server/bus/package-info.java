/**
 * The event bus, typed. A message wakes somebody up or announces what the database already holds; nothing is lost when one is.
 *
 * <p>Any thread may tell and ask; listeners and answers run on the context of whoever registered them and must not block.
 */
@NullMarked
@CheckReturnValue
package dev.tradespace.server.bus;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

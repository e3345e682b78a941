/**
 * The HTTP API, its guard, its events and the page's files. Everything that may wait for the store or a plugin is done
 * off the event
 * loop; a request that is wrong is answered with every problem at once.
 */
@NullMarked
@CheckReturnValue
package dev.tradespace.server.http;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

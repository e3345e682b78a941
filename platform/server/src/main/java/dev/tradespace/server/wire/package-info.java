/**
 * The JSON that crosses the wire: every document of the API is written here and nowhere else. Any thread; nothing
 * blocks.
 */
@NullMarked
@CheckReturnValue
package dev.tradespace.server.wire;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

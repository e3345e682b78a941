/** Where the time of a model's query goes on a target, asked of its runtime. Any thread; blocks. */
@NullMarked
@CheckReturnValue
package dev.tradespace.server.profile;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

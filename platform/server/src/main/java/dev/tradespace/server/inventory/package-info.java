/** What lies in a home, what of it somebody needs, and what may go. Any thread; blocks. */
@NullMarked
@CheckReturnValue
package dev.tradespace.server.inventory;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

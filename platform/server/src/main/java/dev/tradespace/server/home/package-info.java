/** The home: the folder in which a run leaves everything, and who owns it. Calls may block on the disk. */
@NullMarked
@CheckReturnValue
package dev.tradespace.server.home;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

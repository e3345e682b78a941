/** The platform, composed: lanes, dispatch and HTTP on one Vert.x. */
@NullMarked
@CheckReturnValue
package dev.tradespace.server;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

/** The files of models under the home: exported once, trained or random, and read from then on. Any thread; blocks. */
@NullMarked
@CheckReturnValue
package dev.tradespace.server.model;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;

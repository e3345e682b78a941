/** What every command is given, and the failures it may end with. */
@NullMarked
package dev.tradespace.app.context;

import org.jspecify.annotations.NullMarked;

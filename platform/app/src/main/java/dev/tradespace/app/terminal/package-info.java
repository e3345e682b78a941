/** Standard output, tables and progress bars on a terminal or in a log. */
@NullMarked
package dev.tradespace.app.terminal;

import org.jspecify.annotations.NullMarked;

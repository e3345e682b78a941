/** Options that several commands share. */
@NullMarked
package dev.tradespace.app.option;

import org.jspecify.annotations.NullMarked;

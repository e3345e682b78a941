/** Files that are there whole or not at all. */
@NullMarked
package dev.tradespace.core.file;

import org.jspecify.annotations.NullMarked;

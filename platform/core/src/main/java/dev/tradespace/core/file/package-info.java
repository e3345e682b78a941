/** Files that are there whole or not at all, and their digests. */
@NullMarked
package dev.tradespace.core.file;

import org.jspecify.annotations.NullMarked;

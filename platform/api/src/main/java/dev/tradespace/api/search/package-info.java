/** Ask-and-tell search strategies. They are plain Java: no threads, no files, no statics. */
@NullMarked
package dev.tradespace.api.search;

import org.jspecify.annotations.NullMarked;

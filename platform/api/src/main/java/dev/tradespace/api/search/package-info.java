/** What a search strategy implements and what it sees: ask and tell. Strategies are plain Java: no threads, no files, no statics. */
@NullMarked
package dev.tradespace.api.search;

import org.jspecify.annotations.NullMarked;

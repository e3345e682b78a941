/** The database itself: its file or server, its schema and migrations, its faults as sentences, and how values become columns. */
@NullMarked
package dev.tradespace.results.database;

import org.jspecify.annotations.NullMarked;

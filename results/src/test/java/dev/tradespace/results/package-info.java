/** Tests of the store, on H2 and on PostgreSQL alike. */
@NullMarked
package dev.tradespace.results;

import org.jspecify.annotations.NullMarked;

/** The store of sweeps, jobs and measurements: H2 by default, PostgreSQL by URL. Every call may block on the database. */
@NullMarked
package dev.tradespace.results;

import org.jspecify.annotations.NullMarked;

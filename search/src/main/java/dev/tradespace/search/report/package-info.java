/**
 * A search as one HTML file that opens without the platform and without a network: pure functions of what was found. No
 * script, no clock, no thread; whatever users and plugins wrote is escaped.
 */
@NullMarked
package dev.tradespace.search.report;

import org.jspecify.annotations.NullMarked;

/** Tests of reports. */
@NullMarked
package dev.tradespace.search.report;

import org.jspecify.annotations.NullMarked;

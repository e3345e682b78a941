@NullMarked
package dev.tradespace.results.database;

import org.jspecify.annotations.NullMarked;

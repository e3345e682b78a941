@NullMarked
package dev.tradespace.search.run;

import org.jspecify.annotations.NullMarked;

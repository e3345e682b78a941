/** What plugin authors are given: projects to begin with. */
@NullMarked
package dev.tradespace.app.author;

import org.jspecify.annotations.NullMarked;

/** The contract tests that every plugin author extends; the five families of the platform extend them too. */
@NullMarked
package dev.tradespace.testkit;

import org.jspecify.annotations.NullMarked;

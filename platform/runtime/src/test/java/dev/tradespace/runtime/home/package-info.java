@NullMarked
package dev.tradespace.runtime.home;

import org.jspecify.annotations.NullMarked;

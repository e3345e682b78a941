@NullMarked
package dev.tradespace.runtime.model;

import org.jspecify.annotations.NullMarked;

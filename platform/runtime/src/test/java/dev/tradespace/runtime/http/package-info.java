@NullMarked
package dev.tradespace.runtime.http;

import org.jspecify.annotations.NullMarked;

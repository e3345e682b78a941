@NullMarked
package dev.tradespace.server;

import org.jspecify.annotations.NullMarked;

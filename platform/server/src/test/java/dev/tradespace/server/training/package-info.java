@NullMarked
package dev.tradespace.server.training;

import org.jspecify.annotations.NullMarked;

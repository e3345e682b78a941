@NullMarked
package dev.tradespace.server.http;

import org.jspecify.annotations.NullMarked;

/** A search strategy plugin. */
@org.jspecify.annotations.NullMarked
package com.example.climb;

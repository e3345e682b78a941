/** A runtime. */
@org.jspecify.annotations.NullMarked
package com.example.plainort;

/** An architecture plugin. */
@org.jspecify.annotations.NullMarked
package com.example.tinynet;

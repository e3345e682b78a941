/** What an architecture plugin implements. Plugins are pure: no threads, no files, no statics. */
@NullMarked
package dev.tradespace.api.plugin;

import org.jspecify.annotations.NullMarked;

/** Runs the page's own tests, and checks that its files are where the server looks for them. One thread. */
@NullMarked
package dev.tradespace.web;

import org.jspecify.annotations.NullMarked;

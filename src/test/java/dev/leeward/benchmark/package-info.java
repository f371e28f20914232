/**
 * What one query costs, in time and in octets of garbage; run by src/bench/jmh, never by a build.
 */
@NullMarked
package dev.leeward.benchmark;

import org.jspecify.annotations.NullMarked;

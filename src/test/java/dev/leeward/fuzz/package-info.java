/**
 * Whatever comes in, from sockets and from files: short in every build, long by {@code
 * -Dleeward.fuzz=10000000}, led by coverage with {@code JAZZER_FUZZ=1}.
 */
@NullMarked
package dev.leeward.fuzz;

import org.jspecify.annotations.NullMarked;

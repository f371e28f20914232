package dev.leeward.cli;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Makes what needs a look stand out, in text that is laid out already: colours have no width. Only
 * whole words of the tables' own, so that a name in capitals stays as it is.
 */
final class Colours {
  private static final String RED = "\u001b[31m";
  private static final String GREEN = "\u001b[32m";
  private static final String PLAIN = "\u001b[0m";
  private static final Set<String> GOOD = Set.of("=in", "up", "fresh", "running", "delivered");

  private static final Pattern WORDS =
      Pattern.compile(
          "(?m)=OUT\\b|=in\\b|(?<=  )(?:up|down|fresh|NOT FRESH|differs|delivered|refused|given-up)"
              + "(?=  |$)|(?<=^automation: )running|STOPPED\\b|\\bABSTAINS\\b|\\bIGNORED\\b"
              + "|NOT READY\\b|\\bBROKEN\\b|^warning:");

  private Colours() {}

  static String paint(String text) {
    return WORDS.matcher(text).replaceAll(word -> colour(word) + word.group() + PLAIN);
  }

  private static String colour(MatchResult word) {
    return GOOD.contains(word.group()) ? GREEN : RED;
  }
}

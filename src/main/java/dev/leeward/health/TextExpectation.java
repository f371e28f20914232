package dev.leeward.health;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A text that an answer must hold in its first {@link #LOOKED_AT} octets.
 *
 * <p>What is searched comes from outside: an expression that backtracks without end there must not
 * hold up other probes, so the search counts its steps and gives up.
 */
public sealed interface TextExpectation {
  /** So much of an answer is read. */
  int LOOKED_AT = 64 << 10;

  /** What came of a search. */
  enum Match {
    FOUND,
    MISSING,
    GIVEN_UP
  }

  Match search(String answer);

  /** The text itself. */
  record Words(String words) implements TextExpectation {
    public Words {
      if (words.isEmpty()) {
        throw new IllegalArgumentException("an empty text is in every answer");
      }
    }

    @Override
    public Match search(String answer) {
      return answer.contains(words) ? Match.FOUND : Match.MISSING;
    }
  }

  /**
   * A regular expression that is found somewhere in the answer.
   *
   * @param expression as in {@link Pattern}
   */
  record Expression(String expression) implements TextExpectation {
    public Expression {
      try {
        Pattern.compile(expression);
      } catch (PatternSyntaxException e) {
        throw new IllegalArgumentException(
            "\"" + expression + "\" is no regular expression: " + e.getDescription(), e);
      }
    }

    Matcher matcher(String answer) {
      return Pattern.compile(expression).matcher(new CountedText(answer));
    }

    @Override
    public Match search(String answer) {
      try {
        return matcher(answer).find() ? Match.FOUND : Match.MISSING;
      } catch (CountedText.TooManySteps | StackOverflowError endless) {
        return Match.GIVEN_UP;
      }
    }
  }
}

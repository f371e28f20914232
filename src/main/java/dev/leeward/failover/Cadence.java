package dev.leeward.failover;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When something is due again and again, in UTC; the same on every instance, without memory. */
public sealed interface Cadence {
  /** Days that every month has. */
  int LAST_DAY = 28;

  /** The first moment after {@code after} at which it is due. */
  Instant next(Instant after);

  /** As it is written in the configuration. */
  String text();

  /** At whole multiples of a time since the first of January 1970, 00:00 UTC. */
  record Every(Duration period) implements Cadence {
    @Override
    public Instant next(Instant after) {
      long length = period.toMillis();
      return Instant.ofEpochMilli(Math.floorDiv(after.toEpochMilli(), length) * length + length);
    }

    @Override
    public String text() {
      return "every " + period.toSeconds() + "s";
    }
  }

  /**
   * At a time of some days.
   *
   * @param weekdays none where the day of the month says it
   * @param dayOfMonth 1 to 28, 0 for any
   */
  record At(Set<DayOfWeek> weekdays, int dayOfMonth, LocalTime time, String text)
      implements Cadence {
    private static final Pattern FORM =
        Pattern.compile("(?:([A-Za-z,]+|[0-9]{1,2}) )?([01][0-9]|2[0-3]):([0-5][0-9])");
    private static final List<String> DAYS =
        List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final int DAYS_A_MONTH_AND_MORE = 32;

    public At {
      weekdays = Set.copyOf(weekdays);
    }

    /**
     * Reads {@code 03:00}, {@code Sun 03:00}, {@code Mon,Thu 03:00} or {@code 1 03:00}.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static At parse(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new IllegalArgumentException("\"" + text + "\" is no time of a day in UTC");
      }
      LocalTime time =
          LocalTime.of(Integer.parseInt(matcher.group(2)), Integer.parseInt(matcher.group(3)));
      String days = matcher.group(1);
      if (days == null) {
        return new At(EnumSet.allOf(DayOfWeek.class), 0, time, text);
      }
      if (!Character.isDigit(days.charAt(0))) {
        return new At(weekdays(days, text), 0, time, text);
      }
      int day = Integer.parseInt(days);
      if (day < 1 || day > LAST_DAY) {
        throw new IllegalArgumentException(
            "\"" + text + "\" names day " + day + ", which not every month has");
      }
      return new At(Set.of(), day, time, text);
    }

    private static Set<DayOfWeek> weekdays(String days, String text) {
      Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
      Arrays.stream(days.split(",", -1))
          .forEach(day -> {
            if (!DAYS.contains(day)) {
              throw new IllegalArgumentException("\"" + text + "\" names no weekday " + day);
            }
            weekdays.add(DayOfWeek.of(DAYS.indexOf(day) + 1));
          });
      return weekdays;
    }

    @Override
    public Instant next(Instant after) {
      ZonedDateTime day = after.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
      for (int i = 0; i < DAYS_A_MONTH_AND_MORE; i++) {
        ZonedDateTime at = day.plusDays(i).with(time);
        if (isDay(at) && at.toInstant().isAfter(after)) {
          return at.toInstant();
        }
      }
      throw new IllegalStateException(text + " is never due after " + after);
    }

    private boolean isDay(ZonedDateTime at) {
      return dayOfMonth == 0
          ? weekdays.contains(at.getDayOfWeek())
          : at.getDayOfMonth() == dayOfMonth;
    }
  }
}

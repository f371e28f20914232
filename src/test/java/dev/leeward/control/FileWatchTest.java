package dev.leeward.control;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FileWatchTest {
  private final List<String> told = new ArrayList<>();
  private final List<String> used = new ArrayList<>();
  private String content = "one";
  private final FileWatch<String> watch =
      new FileWatch<>(
          "one",
          this::read,
          new FileWatch.Use<>(used::add, each -> "now " + each),
          new FileWatch.Told() {
            @Override
            public void changed(String what) {
              told.add(what);
            }

            @Override
            public void refused(String why) {
              told.add("refused " + why);
            }
          });

  private String read() throws IOException {
    if (content.startsWith("bad")) {
      throw new IOException(content);
    }
    return content;
  }

  private void look(String found) {
    content = found;
    watch.look();
  }

  @Test
  void whatIsNewIsTakenOnce() {
    look("one");
    look("two");
    look("two");
    assertEquals(List.of("two"), used);
    assertEquals(List.of("now two"), told);
  }

  @Test
  void whatIsBadForAMomentIsBeingWritten() {
    look("bad");
    look("two");
    look("bad");
    look("two");
    assertEquals(List.of("now two"), told);
  }

  @Test
  void whatStaysBadIsToldOnceAndWhatRanGoesOn() {
    look("bad");
    look("bad");
    look("bad");
    look("bad");
    assertEquals(List.of(), used);
    assertEquals(List.of("refused bad"), told);
    look("bad too");
    look("bad too");
    look("one");
    assertEquals(List.of("refused bad", "refused bad too"), told);
  }
}

package dev.leeward.notification;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Desks that hear each other, without a wire between them. */
final class Cluster implements AutoCloseable {
  private final Map<String, Desk> desks = new ConcurrentHashMap<>();
  private final List<String> names;
  private final Path folder;
  private final Pace pace;
  final List<String> ended = java.util.Collections.synchronizedList(new ArrayList<>());

  Cluster(Path folder, Pace pace, String... names) {
    this.folder = folder;
    this.pace = pace;
    this.names = List.of(names);
  }

  Desk start(String name, NotificationSettings... settings) throws IOException {
    Desk desk =
        Desk.open(
            new Desk.Parts(
                "c",
                name,
                folder.resolve(name),
                others(name),
                NotificationObserver.NONE,
                (notification, outcome, text) -> ended.add(name + " " + outcome),
                pace,
                InstantSource.system()),
            List.of(settings));
    desks.put(name, desk);
    return desk;
  }

  void tellAll(Notice notice) {
    desks.values().forEach(desk -> desk.tell("decision/" + notice.service(), notice));
  }

  void kill(String name) throws IOException {
    Desk desk = desks.remove(name);
    if (desk != null) {
      desk.close();
    }
  }

  private Others others(String self) {
    return new Others() {
      @Override
      public List<String> connected() {
        return desks.keySet().stream().filter(each -> !each.equals(self)).sorted().toList();
      }

      @Override
      public List<String> all() {
        return names.stream().filter(each -> !each.equals(self)).toList();
      }

      @Override
      public void send(String peer, byte[] message) {
        Desk desk = desks.get(peer);
        if (desk != null) {
          desk.received(self, message);
        }
      }
    };
  }

  @Override
  public void close() throws IOException {
    for (String name : List.copyOf(desks.keySet())) {
      kill(name);
    }
  }
}

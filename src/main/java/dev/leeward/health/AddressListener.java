package dev.leeward.health;

import java.net.InetAddress;
import java.util.List;

/** Told where hosts are; on any thread. */
public interface AddressListener {
  /**
   * @param name absolute, with the last dot
   * @param addresses other than before, at least one, in a fixed order
   */
  void found(String name, List<InetAddress> addresses);
}

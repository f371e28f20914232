package dev.leeward.topology;

import dev.leeward.dns.Name;

/**
 * One host name, or with a leading {@code *} every name below.
 *
 * @param base the name, without the asterisk
 */
public record HostPattern(Name base, boolean isWildcard) {
  /**
   * Reads {@code lb.example.net.} or {@code *.use1.example.net.}, with or without the last dot.
   *
   * @throws IllegalArgumentException when it is neither
   */
  public static HostPattern parse(String text) {
    Name name = Name.parse(text);
    Name base = name.isWildcard() ? name.parent() : name;
    if (base.isRoot()) {
      throw new IllegalArgumentException("\"" + text + "\" is every name");
    }
    return new HostPattern(base, name.isWildcard());
  }

  public boolean matches(Name host) {
    return isWildcard ? host.isWithin(base) && !host.equals(base) : host.equals(base);
  }

  public boolean overlaps(HostPattern other) {
    return isWildcard && other.isWildcard
        ? base.isWithin(other.base) || other.base.isWithin(base)
        : isWildcard ? matches(other.base) : other.matches(base);
  }

  @Override
  public String toString() {
    return (isWildcard ? "*." : "") + base;
  }
}

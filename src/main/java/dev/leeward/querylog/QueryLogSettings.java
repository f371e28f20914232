package dev.leeward.querylog;

import java.nio.file.Path;

/**
 * How queries are written down.
 *
 * @param to a file's path, or a socket's
 * @param oneIn every how many queries of a thread one is
 * @param maxOctets of one file
 * @param keep how many files beside the one that is written to
 */
public record QueryLogSettings(
    Format format, boolean toSocket, Path to, int oneIn, long maxOctets, int keep) {
  /** In which form. */
  public enum Format {
    /** Frame Streams of protobuf messages, <a href="https://dnstap.info">dnstap.info</a>. */
    DNSTAP,
    /** A line an exchange. */
    TEXT
  }
}

package dev.leeward.control;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who may use the API, as the token file says: a name, a role and a token, or the SHA-256 of one,
 * on each line. Only hashes are kept.
 */
public record ApiTokens(List<Entry> entries) {
  /**
   * One line.
   *
   * @param sha256 of the token, in hex
   */
  record Entry(String name, Role role, String sha256) {
    /** A hash is no secret, but nothing needs to print it. */
    @Override
    public String toString() {
      return name + " " + role.word();
    }
  }

  /** A file that cannot be used. */
  public static final class Unusable extends IOException {
    private static final long serialVersionUID = 1;

    private final String where;
    private final String what;
    private final String whatToDo;

    Unusable(String where, String what, String whatToDo) {
      super(where + ": " + what + "; " + whatToDo);
      this.where = where;
      this.what = what;
      this.whatToDo = whatToDo;
    }

    public String what() {
      return where + ": " + what;
    }

    public String whatToDo() {
      return whatToDo;
    }
  }

  static final String HASH = "sha256:";

  /** Below it a token can be guessed: 16 characters of hex are 64 bits. */
  private static final int SHORTEST_TOKEN = 16;

  private static final int LONGEST_FILE = 1024 * 1024;
  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._@-]{0,63}";
  private static final String WRITE =
      "write NAME ROLE TOKEN, where ROLE is view, operate or admin and TOKEN the output of: openssl"
          + " rand -hex 32";

  public ApiTokens {
    entries = List.copyOf(entries);
  }

  /** Reads the file; the problem's text names it, the line and the remedy. */
  public static ApiTokens read(Path file) throws Unusable {
    try {
      if (Files.size(file) > LONGEST_FILE) {
        throw new Unusable(file.toString(), "is longer than 1 MiB", "name the token file");
      }
      List<String> lines =
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
      return parse(file.toString(), lines, isOpen(file));
    } catch (Unusable e) {
      throw e;
    } catch (NoSuchFileException e) {
      throw new Unusable(file.toString(), "does not exist", WRITE);
    } catch (IOException e) {
      throw new Unusable(
          file.toString(), "cannot be read (" + e + ")", "make it readable by this process's user");
    }
  }

  static ApiTokens parse(String file, List<String> lines, boolean isOpen) throws Unusable {
    List<Entry> entries = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String where = file + ":" + (i + 1);
      Entry entry = entry(where, line, isOpen);
      Integer before = seen.putIfAbsent(entry.sha256(), i + 1);
      if (before != null) {
        throw new Unusable(
            where,
            "has the token of line " + before,
            "give each its own, or nobody knows who it was");
      }
      entries.add(entry);
    }
    if (entries.isEmpty()) {
      throw new Unusable(file, "is empty", WRITE);
    }
    return new ApiTokens(entries);
  }

  private static Entry entry(String where, String line, boolean isOpen) throws Unusable {
    String[] words = line.split("\\s+", -1);
    if (words.length != 3) {
      // A lone word may be the token itself: it is not repeated.
      throw new Unusable(where, "has " + words.length + " words where three are needed", WRITE);
    }
    if (!words[0].matches(NAME)) {
      throw new Unusable(where, "does not begin with a name", WRITE);
    }
    Optional<Role> role = Role.of(words[1]);
    if (role.isEmpty()) {
      throw new Unusable(where, "has no role after the name " + words[0], WRITE);
    }
    return new Entry(words[0], role.get(), sha256(where, words[2], isOpen));
  }

  private static String sha256(String where, String token, boolean isOpen) throws Unusable {
    if (token.startsWith(HASH)) {
      String hex = token.substring(HASH.length());
      if (!hex.matches("[0-9a-f]{64}")) {
        throw new Unusable(
            where,
            "has no SHA-256 after " + HASH,
            "write the output of: echo -n \"$TOKEN\" | sha256sum");
      }
      return hex;
    }
    if (token.length() < SHORTEST_TOKEN) {
      throw new Unusable(
          where,
          "has a token of less than " + SHORTEST_TOKEN + " characters",
          "take the output of: openssl rand -hex 32");
    }
    if (isOpen) {
      throw new Unusable(
          where,
          "has a token that everybody on this host can read",
          "run chmod o= on the file, or write " + HASH + " and the token's SHA-256 in its place");
    }
    return hash(token);
  }

  private static boolean isOpen(Path file) throws IOException {
    try {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
      return mode.contains(PosixFilePermission.OTHERS_READ)
          || mode.contains(PosixFilePermission.OTHERS_WRITE);
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }

  private static String hash(String token) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }

  /** Takes as long for a token that nearly fits as for any other, and looks at every line. */
  Optional<Entry> find(String token) {
    byte[] asked = hash(token).getBytes(StandardCharsets.US_ASCII);
    Optional<Entry> found = Optional.empty();
    for (Entry each : entries) {
      if (MessageDigest.isEqual(asked, each.sha256().getBytes(StandardCharsets.US_ASCII))) {
        found = Optional.of(each);
      }
    }
    return found;
  }

  /** Whether a caller with that name and role has a token still. */
  boolean has(Caller caller) {
    return entries.stream()
        .anyMatch(each -> each.name().equals(caller.name()) && each.role() == caller.role());
  }

  /** Names and roles, without anything secret. */
  @Override
  public String toString() {
    return entries.stream().map(Entry::toString).collect(Collectors.joining(", "));
  }
}

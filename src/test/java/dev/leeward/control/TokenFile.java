package dev.leeward.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Token files as an operator has them: nobody else reads them. */
public final class TokenFile {
  public static final String VIEWER = "viewers-token-0123456789";
  public static final String OPERATOR = "operators-token-0123456789";
  public static final String ADMIN = "admins-token-0123456789";

  private TokenFile() {}

  /** Three callers, one of each role. */
  public static Path write(Path file) throws IOException {
    return write(
        file,
        "# who may\n"
            + ("grafana view " + VIEWER + "\n")
            + ("ann operate " + OPERATOR + "\n\n")
            + ("\troot  admin\t" + ADMIN + "\n"));
  }

  public static Path write(Path file, String content) throws IOException {
    Files.writeString(file, content);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}

package dev.leeward.health;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Messages of grpc.health.v1 as they are on the wire: a compression flag, four octets of length,
 * and a protobuf message of a single field with the number 1.
 */
final class GrpcHealth {
  private static final int PREFIX = 5;
  private static final int STRING_FIELD = 0x0A;
  private static final char ENUM_FIELD = 0x08;

  private GrpcHealth() {}

  static byte[] question(String service) {
    byte[] text = service.getBytes(StandardCharsets.US_ASCII);
    int length = text.length == 0 ? 0 : 2 + text.length;
    byte[] frame = new byte[PREFIX + length];
    frame[PREFIX - 1] = (byte) length;
    if (length > 0) {
      frame[PREFIX] = STRING_FIELD;
      frame[PREFIX + 1] = (byte) text.length;
      System.arraycopy(text, 0, frame, PREFIX + 2, text.length);
    }
    return frame;
  }

  /**
   * Why that is not the answer of a service that serves; null if it is.
   *
   * @param status the RPC's, null when there is none
   * @param body each octet a character
   */
  static @Nullable String fault(@Nullable String status, String body) {
    if (status == null || !status.matches("[0-9]{1,2}")) {
      return "no answer of a gRPC health service";
    }
    return switch (status) {
      case "0" -> faultOf(body);
      case "5" -> "gRPC health service does not know the service";
      case "12" -> "no gRPC health service";
      default -> "gRPC status " + status;
    };
  }

  private static @Nullable String faultOf(String body) {
    // Proto3 leaves a field out that is 0: UNKNOWN.
    int value = body.length() == PREFIX ? 0 : valueOf(body);
    return switch (value) {
      case 0 -> "gRPC health UNKNOWN";
      case 1 -> null;
      case 2 -> "gRPC health NOT_SERVING";
      case 3 -> "gRPC health SERVICE_UNKNOWN";
      default -> "no answer of a gRPC health service";
    };
  }

  private static int valueOf(String body) {
    boolean wellFormed =
        body.length() == PREFIX + 2
            && body.startsWith("\0\0\0\0\2")
            && body.charAt(PREFIX) == ENUM_FIELD;
    return wellFormed ? body.charAt(PREFIX + 1) : -1;
  }
}

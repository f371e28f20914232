package dev.leeward.control;

import dev.leeward.listener.TlsIdentity;
import dev.leeward.listener.TlsSettings;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API's tokens and certificate, taken from their files whenever those change. Looks on a worker
 * thread, never two at once.
 */
final class ApiFiles implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ApiFiles.class);
  private static final long BETWEEN_LOOKS_MILLIS = 2000;

  private final Operations operations;
  private final Vertx vertx;
  private final List<FileWatch<?>> watches = new ArrayList<>();
  private final AtomicBoolean looking = new AtomicBoolean();
  private final long timer;

  ApiFiles(
      ApiSettings settings,
      Operations operations,
      Guard guard,
      HttpServer server,
      Vertx vertx,
      @Nullable ApiTokens tokens,
      @Nullable TlsIdentity identity) {
    this.operations = operations;
    this.vertx = vertx;
    Path file = settings.tokenFile();
    if (file != null && tokens != null) {
      watches.add(
          new FileWatch<>(
              tokens,
              () -> ApiTokens.read(file),
              new FileWatch.Use<>(guard::use, ApiTokens::toString),
              told("api-tokens")));
    }
    TlsSettings tls = settings.tls();
    if (tls != null && identity != null) {
      watches.add(
          new FileWatch<>(
              identity,
              () -> identity(tls),
              new FileWatch.Use<>(
                  next -> renew(server, next), next -> "valid until " + next.expires()),
              told("api-certificate")));
    }
    timer = watches.isEmpty() ? -1 : vertx.setPeriodic(BETWEEN_LOOKS_MILLIS, turn -> look());
  }

  static TlsIdentity identity(TlsSettings settings) throws IOException {
    try {
      return TlsIdentity.read(settings);
    } catch (TlsIdentity.UnusableException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  static PemKeyCertOptions pem(TlsIdentity identity) {
    return new PemKeyCertOptions()
        .setCertValue(buffer(identity.certificatePem()))
        .setKeyValue(buffer(identity.privateKeyPem()));
  }

  private static Buffer buffer(String pem) {
    return Buffer.buffer(pem.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Connections that stand keep the certificate that they began with. */
  private void renew(HttpServer server, TlsIdentity next) {
    server
        .updateSSLOptions(new ServerSSLOptions().setKeyCertOptions(pem(next)))
        .onFailure(failure -> told("api-certificate").refused(String.valueOf(failure)));
  }

  private FileWatch.Told told(String kind) {
    return new FileWatch.Told() {
      @Override
      public void changed(String what) {
        log.info("{}-changed {}", kind, what);
        operations.tell(kind + "-changed", what);
      }

      @Override
      public void refused(String why) {
        log.error("{}-refused {}; what ran before still runs", kind, why);
        operations.tell(kind + "-refused", why + "; what ran before still runs");
      }
    };
  }

  private void look() {
    if (looking.compareAndSet(false, true)) {
      vertx
          .executeBlocking(
              () -> {
                watches.forEach(FileWatch::look);
                return true;
              },
              false)
          .onComplete(
              done -> looking.set(false),
              bug -> {
                looking.set(false);
                log.error("bug in a look at the API's files", bug);
              });
    }
  }

  @Override
  public void close() {
    vertx.cancelTimer(timer);
  }
}

package dev.leeward.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SitePagesTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String HOST = "Host: 127.0.0.1\r\n";
  private static final String JSON = HOST + "Content-Type: application/json\r\n";
  private static final Pattern COOKIE = Pattern.compile("set-cookie: ([^;]+)(;[^\r]*)");

  /** One page for all, one for those who may ask. */
  private static final Site SITE =
      new Site() {
        @Override
        public Optional<Page> open(String path) {
          return path.equals("/") ? page("shell") : Optional.empty();
        }

        @Override
        public Optional<Page> guarded(String path, Map<String, String> parameters) {
          return path.equals("/dashboard/secret")
              ? page("secret of " + parameters.get("of"))
              : Optional.empty();
        }
      };

  private static Optional<Site.Page> page(String content) {
    return Optional.of(new Site.Page(200, "text/html", content, false));
  }

  private final Vertx vertx = Vertx.vertx();
  private final FakeOperations operations = new FakeOperations();
  private ApiServer free;
  private ApiServer locked;

  @BeforeEach
  void startBoth(@TempDir Path folder) throws IOException {
    free = start(null);
    Path tokens = Files.writeString(folder.resolve("tokens"), "ann operate " + TOKEN + "\n");
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
    locked = start(tokens);
  }

  private ApiServer start(@Nullable Path token) throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return ApiServer.start(new ApiSettings(any, token), operations, SITE, vertx);
  }

  @AfterEach
  void stop() {
    free.close();
    locked.close();
    vertx.close();
  }

  private static RawHttp at(ApiServer api) {
    return new RawHttp(api.port());
  }

  private Matcher login(String headers, String token) throws IOException {
    String answer = at(locked).post("/login", headers, "{\"token\":\"" + token + "\"}");
    Matcher cookie = COOKIE.matcher(answer);
    assertTrue(cookie.find(), answer);
    return cookie;
  }

  @Test
  void everyPageForbidsWhatIsInlineOrFromElsewhere() throws IOException {
    for (String path : new String[] {"/", "/dashboard/secret?of=one"}) {
      String answer = at(free).get(path, HOST);
      assertEquals(200, RawHttp.status(answer), answer);
      String policy =
          answer
              .lines()
              .filter(each -> each.startsWith("Content-Security-Policy"))
              .findFirst()
              .orElseThrow();
      assertTrue(
          policy.contains("default-src 'none'; script-src 'self'; style-src 'self';"), policy);
      assertTrue(policy.contains("frame-ancestors 'none'"), policy);
      assertFalse(policy.contains("unsafe"), policy);
      assertTrue(answer.contains("X-Content-Type-Options: nosniff"), answer);
    }
  }

  @Test
  void aGuardedPageIsAskedWithItsParameters() throws IOException {
    assertTrue(at(free).get("/dashboard/secret?of=one", HOST).endsWith("secret of one"));
    assertEquals(404, RawHttp.status(at(free).get("/nowhere", HOST)));
    assertEquals(404, RawHttp.status(at(free).get("/dashboard/nowhere", HOST)));
  }

  @Test
  void theShellIsForAllAndTheRestForThoseWhoHaveTheToken() throws IOException {
    assertEquals(200, RawHttp.status(at(locked).get("/", HOST)));
    assertEquals(401, RawHttp.status(at(locked).get("/dashboard/secret", HOST)));
    assertEquals(
        200,
        RawHttp.status(
            at(locked).get("/dashboard/secret", HOST + "Authorization: Bearer " + TOKEN + "\r\n")));
  }

  @Test
  void aLoginIsACookieThatNoScriptReadsAndNoOtherSiteSends() throws IOException {
    Matcher cookie = login(JSON, TOKEN);
    assertTrue(cookie.group(2).contains("HTTPOnly"), cookie.group());
    assertTrue(cookie.group(2).contains("SameSite=Strict"), cookie.group());
    assertFalse(cookie.group(1).contains(TOKEN), "as text a token may have what a cookie may not");
    String mine = HOST + "Cookie: " + cookie.group(1) + "\r\n";
    assertTrue(at(locked).get("/dashboard/secret?of=all", mine).endsWith("secret of all"));
    assertEquals(200, RawHttp.status(at(locked).get("/api/v1/status", mine)));
  }

  @Test
  void aWrongTokenIsNoLogin() throws IOException {
    for (String body : new String[] {"{\"token\":\"wrong\"}", "{\"token\":7}", "{}", "no JSON"}) {
      String answer = at(locked).post("/login", JSON, body);
      assertEquals(401, RawHttp.status(answer), answer);
      assertFalse(answer.contains("set-cookie"), answer);
      assertFalse(answer.contains("WWW-Authenticate"), "the browser's own box would open");
    }
    assertEquals(413, RawHttp.status(at(locked).post("/login", JSON, "x".repeat(5000))));
  }

  @Test
  void anotherPortsPageMayNotUseTheLogin() throws IOException {
    String mine = JSON + "Cookie: " + login(JSON, TOKEN).group(1) + "\r\n";
    String drain = "{\"region\":\"us-east\",\"reason\":\"work\"}";
    String elsewhere = mine + "Sec-Fetch-Site: same-site\r\n";
    assertEquals(403, RawHttp.status(at(locked).post("/api/v1/drain", elsewhere, drain)));
    String form = mine.replace("application/json", "text/plain");
    assertEquals(415, RawHttp.status(at(locked).post("/api/v1/drain", form, drain)));
    assertTrue(operations.commands.isEmpty());
    String here = mine + "Sec-Fetch-Site: same-origin\r\n";
    assertEquals(200, RawHttp.status(at(locked).post("/api/v1/drain", here, drain)));
  }

  @Test
  void aLogoutTakesTheCookieBack() throws IOException {
    String answer = at(locked).post("/logout", JSON, "{}");
    assertEquals(204, RawHttp.status(answer));
    Matcher cookie = COOKIE.matcher(answer);
    assertTrue(cookie.find() && cookie.group(2).contains("Max-Age=0"), answer);
  }

  @Test
  void withoutATokenTheShellHoldsNothingAndAStrangersNameGetsNoMore() throws IOException {
    String stranger = "Host: evil.example\r\n";
    assertEquals(403, RawHttp.status(at(free).get("/dashboard/secret", stranger)));
  }
}

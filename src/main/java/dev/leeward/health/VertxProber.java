package dev.leeward.health;

import dev.leeward.topology.Endpoint;
import dev.leeward.topology.Target;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Probes by the means of each check; may be called from any thread, each probe lives on one event
 * loop: an own one where it is a plain connection, which there may be thousands of, else one of
 * Vert.x.
 *
 * <p>Every probe has a connection of its own, which is closed with its result: a kept connection
 * would stay healthy while new clients are refused.
 */
public final class VertxProber implements Prober, AutoCloseable {
  /** So much later than its members' a composite's deadline is: theirs tell why. */
  private static final Duration AFTER_MEMBERS = Duration.ofMillis(10);

  private final Vertx vertx;
  private final EndpointAddresses addresses;
  private final SocketLoop sockets = new SocketLoop("leeward-probes");
  private final PlainHttpProbe plainHttp = new PlainHttpProbe(sockets, this::userAgent);
  private final HttpProbe http;
  private final GrpcProbe grpc;
  private final TcpProbe tcp;
  private final TlsProbe tls;
  private final UdpProbe udp = new UdpProbe();
  private final DnsProbe dns = new DnsProbe();
  private final IcmpProbe icmp = new IcmpProbe();
  private final CommandProbe command = new CommandProbe();
  private final FileProbe file;
  private final HeartbeatProbe heartbeat;
  private volatile ProbeSettings settings;

  /**
   * @param vertx stays the caller's to close
   */
  public VertxProber(Vertx vertx, ProbeSettings settings, Heartbeats heartbeats) {
    this(
        vertx,
        settings,
        heartbeats,
        new EndpointAddresses(name ->
            ((VertxInternal) vertx)
                .nameResolver()
                .resolveAll(name)
                .map(found -> found.stream().map(InetSocketAddress::getAddress).toList())));
  }

  VertxProber(
      Vertx vertx, ProbeSettings settings, Heartbeats heartbeats, EndpointAddresses addresses) {
    this.vertx = vertx;
    this.settings = settings;
    this.addresses = addresses;
    InstantSource clock = InstantSource.system();
    NetClient netClient = vertx.createNetClient(new NetClientOptions().setReconnectAttempts(0));
    HttpConnections connections = new HttpConnections(vertx, clock);
    this.http = new HttpProbe(connections, this::userAgent);
    this.grpc = new GrpcProbe(connections, this::userAgent);
    this.tcp = new TcpProbe(netClient);
    this.tls = new TlsProbe(netClient, clock);
    this.file = new FileProbe(clock);
    this.heartbeat = new HeartbeatProbe(heartbeats);
  }

  private String userAgent() {
    return settings.userAgent();
  }

  /** Tells where the hosts are that it probes, and from then on when that changes. */
  public void tellAddresses(AddressListener listener) {
    addresses.tell(listener);
  }

  /** A host at each of its addresses, as far as they are known; else the target itself. */
  public List<Target> places(Target target) {
    return addresses.places(target.endpoint()).stream()
        .map(place -> new Target(place, target.check()))
        .toList();
  }

  CompletableFuture<SocketLoop.Left> left() {
    return sockets.left();
  }

  /** As the newest settings say. */
  public int maxConcurrent() {
    return settings.maxConcurrent();
  }

  /** What a reload brings; holds for probes that begin after it. */
  public void use(ProbeSettings next) {
    settings = next;
  }

  @Override
  public void probe(ProbeStart start, Consumer<ProbeResult> done) {
    probe(start, ProbeSteps.NONE, done);
  }

  /** The same, and tells each step. */
  public void probe(ProbeStart start, ProbeSteps steps, Consumer<ProbeResult> done) {
    begin(
        new Course(
            start.target(),
            start.check(),
            start.timeout(),
            loopOf(start.check()),
            System.nanoTime(),
            steps),
        done);
  }

  private ProbeLoop loopOf(CheckSettings check) {
    return PlainHttpProbe.speaks(check.type())
        ? sockets
        : new VertxLoop(vertx, vertx.getOrCreateContext());
  }

  private void begin(Course course, Consumer<ProbeResult> done) {
    course.loop().execute(() -> run(course, done));
  }

  /** One check of one target, itself or as a member of another. */
  private record Course(
      Target target,
      CheckSettings check,
      Duration timeout,
      ProbeLoop loop,
      long startedNanos,
      ProbeSteps steps) {
    /** What it tells comes to this one's loop. */
    Course member(CheckSettings member, ProbeLoop itsLoop) {
      Duration own = member.timing().timeout();
      return new Course(
          target,
          member,
          own.compareTo(timeout) < 0 ? own : timeout,
          itsLoop,
          startedNanos,
          (what, after) -> loop.execute(() -> steps.done(member.name() + ": " + what, after)));
    }
  }

  private void run(Course course, Consumer<ProbeResult> done) {
    ProbeAttempt attempt =
        new ProbeAttempt(
            course.timeout(),
            course.startedNanos(),
            course.loop(),
            course.steps(),
            result -> done.accept(course.check().inverted() ? result.inverted() : result));
    boolean hasMembers = course.check().type() instanceof CompositeCheck;
    Duration limit = hasMembers ? course.timeout().plus(AFTER_MEMBERS) : course.timeout();
    attempt.onEnd(course.loop().after(limit, attempt::timedOut));
    switch (course.check().type()) {
      case NetworkCheck check -> find(course, check, attempt);
      case CommandCheck check -> runCommand(course, check, attempt);
      case FileCheck check -> file.begin(course.target(), check, attempt);
      case HeartbeatCheck check ->
          heartbeat.begin(course.target(), course.check(), check, System.nanoTime(), attempt);
      case CompositeCheck check -> runMembers(course, check, attempt);
    }
  }

  private void runCommand(Course course, CommandCheck check, ProbeAttempt attempt) {
    if (settings.allowCommands()) {
      command.begin(course.target(), check, course.timeout(), attempt);
    } else {
      attempt.couldNotTry("a command runs only with probes.allow-commands");
    }
  }

  private void runMembers(Course course, CompositeCheck check, ProbeAttempt attempt) {
    attempt.withoutAddress();
    CompositeTally tally = new CompositeTally(check);
    for (CheckSettings member : check.members()) {
      begin(
          course.member(member, loopOf(member)),
          result ->
              course
                  .loop()
                  .execute(() -> {
                    tally.add(member.name(), result);
                    Duration took = Duration.ofNanos(System.nanoTime() - course.startedNanos());
                    tally.decided(took).ifPresent(attempt::end);
                  }));
    }
  }

  private void find(Course course, NetworkCheck check, ProbeAttempt attempt) {
    InetAddress known = check.address();
    if (known == null && course.target().endpoint().location() instanceof Endpoint.Address at) {
      known = at.address();
    }
    if (known != null) {
      aim(course, check, known, attempt);
      return;
    }
    addresses
        .of(course.target().endpoint())
        .onComplete(found ->
            course
                .loop()
                .execute(() -> {
                  if (found.succeeded()) {
                    aim(course, check, found.result(), attempt);
                  } else {
                    attempt.couldNotTry("no address found: " + found.cause().getMessage());
                  }
                }));
  }

  private void aim(Course course, NetworkCheck check, InetAddress address, ProbeAttempt attempt) {
    attempt.step(() -> "address " + address.getHostAddress());
    Optional<String> objection = settings.objectionTo(address);
    if (objection.isPresent()) {
      attempt.couldNotTry(objection.get());
      return;
    }
    attempt.towards(address);
    try {
      begin(course, check, address, attempt);
    } catch (RuntimeException cannotOpen) {
      attempt.couldNotConnect(cannotOpen);
    }
  }

  private void begin(Course course, NetworkCheck check, InetAddress address, ProbeAttempt attempt) {
    switch (check) {
      case HttpCheck each ->
          (PlainHttpProbe.speaks(each) ? plainHttp : http)
              .begin(aimOf(course, each, address), attempt);
      case GrpcCheck each -> grpc.begin(aimOf(course, each, address), attempt);
      case TcpCheck each -> tcp.begin(aimOf(course, each, address), attempt);
      case TlsCheck each -> tls.begin(aimOf(course, each, address), attempt);
      case UdpCheck each -> udp.begin(aimOf(course, each, address), attempt);
      case DnsCheck each -> dns.begin(aimOf(course, each, address), attempt);
      case IcmpCheck each -> icmp.begin(aimOf(course, each, address), attempt);
    }
  }

  /** Runs in the thread that most probes are made in. */
  public void inItsThread(Runnable action) {
    sockets.execute(action);
  }

  private static <C extends NetworkCheck> Aim<C> aimOf(
      Course course, C check, InetAddress address) {
    return new Aim<>(course.target().endpoint(), check, address, course.timeout());
  }

  @Override
  public void close() {
    icmp.close();
    sockets.close();
  }
}

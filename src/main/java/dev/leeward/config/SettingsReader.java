package dev.leeward.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import dev.leeward.agreement.AgreementSettings;
import dev.leeward.agreement.Electorate;
import dev.leeward.dns.Name;
import dev.leeward.health.ProbeSettings;
import dev.leeward.listener.ListenerSettings;
import dev.leeward.notification.NotificationSettings;
import dev.leeward.serving.AnswerSettings;
import dev.leeward.serving.ClientNetwork;
import dev.leeward.serving.CookieSecret;
import dev.leeward.serving.RateLimit;
import dev.leeward.topology.HostPattern;
import dev.leeward.topology.Network;
import dev.leeward.topology.Region;
import dev.leeward.topology.Service;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The configuration's words to settings: every key of reference.conf is read here or by the readers
 * that this one calls. Owned by one load.
 */
final class SettingsReader {
  private static final int LONGEST_NSID = 255;
  private static final int MOST_RESPONSES = 1_000_000;
  private static final int MOST_SLIP = 100;
  private static final long LEAST_EVENTS = 64L << 10;
  private static final long MOST_EVENTS = 256L << 20;

  private static final List<String> LOG_LEVELS = List.of("info", "error", "warn", "debug");

  private final Path file;
  private final String instance;
  private final Section root;
  private final Config templates;
  private final Profiles profiles;
  private final Findings findings;

  /**
   * @param reference what an entry of a named section has unless it says otherwise
   */
  SettingsReader(Path file, String instance, Section root, Config reference, Findings findings) {
    this.file = file;
    this.instance = instance;
    this.root = root;
    this.templates = reference.getConfig("leeward-defaults");
    this.profiles = new Profiles(reference.getConfig("leeward-profiles"), findings);
    this.findings = findings;
  }

  private ConfigObject template(String name) {
    return templates.getObject(name);
  }

  /** The settings as far as they could be read; of use only when no finding is an error. */
  Settings read() {
    root.read("instance", SymbolicNames::instance, SymbolicNames.REMEDY);
    Map<String, Section> blocks = root.sections("instances", template("instance"));
    InstancesReader instances = new InstancesReader(instance, blocks, findings);
    Section own = instances.own();
    ListenReader listening = new ListenReader(root.section("listen"), this::resolve, findings);
    AvailabilityReader availability = new AvailabilityReader(instance, findings);
    blocks.forEach(
        (name, block) -> availability.remember(name, block, readForItsOwnSake(block, listening)));
    ListenReader.Listening mine = listening.read(own);
    InstancesReader.Voters voters = instances.read();
    Section cookieBlock = root.section("cookies");
    boolean usesCookies = cookieBlock.flag("enabled");
    List<CookieSecret> cookies = cookieSecrets(cookieBlock, usesCookies);
    cookieBlock.end();
    Section safety = root.section("safety");
    SafetyReader.common(safety);
    Map<String, Section> serviceBlocks =
        profiles.ofServices(root.sections("services", template("service")));
    Map<String, Section> checkBlocks =
        profiles.ofChecks(root.sections("checks", template("check")));
    ServicesReader services = new ServicesReader(safety, findings);
    List<Region> regions = regions();
    List<Service> served = services.read(serviceBlocks);
    Settings settings =
        new Settings(
            file,
            instance,
            Objects.requireNonNullElse(
                root.read("cluster", SymbolicNames::instance, SymbolicNames.REMEDY), ""),
            mine.dns(),
            mine.api(),
            mine.linkOf(instance, voters.instances()),
            Objects.requireNonNullElse(stateDirectory(own), file),
            privateKeyFile(own),
            zones(),
            maxShrink(),
            voters.instances(),
            regions,
            new ChecksReader(findings, this::resolve).read(checkBlocks),
            served,
            services.recoveryObjectives(),
            new DrillsReader(regions, served, findings)
                .read(root.sections("drills", template("drill"))),
            agreement(voters.count()),
            answers(cookies),
            cookies.isEmpty() && usesCookies,
            log(),
            QueryLogReader.read(root.section("query-log"), this::resolve),
            events(),
            notifications(serviceBlocks.keySet(), regions),
            probes(),
            availability.read(
                root.section("availability"),
                voters,
                served.stream().map(Service::name).toList(),
                services.availabilityObjectives()),
            OtlpReader.read(root.section("otlp"), this::resolve));
    blocks.values().forEach(Section::end);
    root.end();
    return settings;
  }

  /** The file is the same on every instance: what is wrong in another one's block shows here. */
  private ListenerSettings readForItsOwnSake(Section block, ListenReader listening) {
    ListenReader.Listening read = listening.read(block);
    stateDirectory(block);
    privateKeyFile(block);
    return read.dns();
  }

  private @Nullable Path stateDirectory(@Nullable Section block) {
    root.says("state-directory");
    Section from = block != null && block.says("state-directory") ? block : root;
    String text = from.text("state-directory");
    return text == null ? null : resolve(text);
  }

  private @Nullable Path privateKeyFile(@Nullable Section block) {
    root.says("private-key-file");
    Section from = block != null && block.says("private-key-file") ? block : root;
    String text = from.optionalText("private-key-file");
    return text == null ? null : resolve(text);
  }

  private Path resolve(String text) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent()).resolve(text).normalize();
  }

  private List<Settings.ZoneFile> zones() {
    List<Settings.ZoneFile> zones = new ArrayList<>();
    for (Section zone : root.list("zones", template("zone"))) {
      Name origin = zone.read("origin", Name::parse, "write the zone's apex, as example.com.");
      String path = zone.text("file");
      if (origin != null && path != null) {
        findings.rememberAlso(Findings.element(root.path("zones"), origin), zone.path("file"));
        zones.add(new Settings.ZoneFile(origin, resolve(path)));
      }
      zone.end();
    }
    return zones;
  }

  private double maxShrink() {
    Section block = root.section("reload");
    double share = block.share("max-shrink");
    block.end();
    return share;
  }

  private List<Region> regions() {
    List<Region> regions = new ArrayList<>();
    root.sections("regions", template("region"))
        .forEach((name, block) -> {
          SymbolicNames.check(name, block.path(), findings);
          List<Network> networks =
              block.readAll("networks", Network::parse, "write a network as 192.0.2.0/24");
          List<HostPattern> hosts =
              block.readAll("hosts", HostPattern::parse, "write a host name, or *. and one");
          if (block.isEmpty("networks") && block.isEmpty("hosts")) {
            findings.error(
                block.path("networks"),
                "empty-region",
                "region " + name + " has no networks and no hosts",
                "list the networks or host names that its records point at");
          }
          regions.add(new Region(name, networks, hosts));
          block.end();
        });
    return regions;
  }

  private AgreementSettings agreement(int voters) {
    Section block = root.section("agreement");
    int quorum = quorum(block, Math.max(1, voters));
    Duration beat = block.positiveDuration("beat");
    Duration expiry = block.positiveDuration("ballot-expiry");
    boolean bothRead =
        !findings.isWrong(block.path("beat")) && !findings.isWrong(block.path("ballot-expiry"));
    if (bothRead && expiry.compareTo(beat.multipliedBy(2)) < 0) {
      block.wrong(
          "ballot-expiry", "is less than two beats", "make it at least twice agreement.beat");
    }
    Duration coldStartWait = block.duration("cold-start-wait");
    block.end();
    return new AgreementSettings(quorum, beat, expiry, coldStartWait);
  }

  private int quorum(Section block, int voters) {
    int majority = Electorate.majorityOf(voters);
    String text = block.text("quorum");
    if (text == null || text.equals("majority")) {
      return majority;
    }
    int quorum = text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    if (quorum >= majority && quorum <= voters) {
      return quorum;
    }
    findings.error(
        block.path("quorum"),
        "bad-quorum",
        "quorum " + text + " of " + voters + (voters == 1 ? " voter" : " voters"),
        "write majority, or a number from " + majority + " to " + voters);
    return majority;
  }

  /** Read even when they are not used, so that what is wrong with them shows before they are. */
  private static List<CookieSecret> cookieSecrets(Section block, boolean isUsed) {
    List<CookieSecret> secrets =
        block.readAll(
            "secrets",
            CookieSecret::parse,
            "write 32 hexadecimal digits in quotes, from openssl rand -hex 16");
    return isUsed ? secrets : List.of();
  }

  private RateLimit rateLimit() {
    Section block = root.section("rate-limit");
    int rate = block.integer("responses-per-second", 0, MOST_RESPONSES);
    int slip = block.integer("slip", 0, MOST_SLIP);
    List<ClientNetwork> exempt =
        block.readAll("exempt", ClientNetwork::parse, "write a network as 192.0.2.0/24");
    block.end();
    return new RateLimit(rate, slip, exempt);
  }

  private AnswerSettings answers(List<CookieSecret> cookies) {
    Section explain = root.section("explain");
    List<ClientNetwork> networks =
        explain.readAll("to", ClientNetwork::parse, "write a network as 192.0.2.0/24");
    explain.end();
    Section answers = root.section("answers");
    String nsid = answers.optionalText("nsid");
    if (nsid != null && (nsid.isEmpty() || nsid.length() > LONGEST_NSID)) {
      answers.wrong("nsid", "is empty or too long", "write up to 255 characters, or null");
    }
    String idServer = answers.optionalText("id-server");
    String version = answers.optionalText("version");
    answers.end();
    return new AnswerSettings(
        networks, orInstance(nsid), orInstance(idServer), version, cookies, rateLimit());
  }

  private @Nullable String orInstance(@Nullable String text) {
    return "instance".equals(text) ? instance : text;
  }

  private Settings.LogSettings log() {
    Section block = root.section("log");
    String level = block.word("level", LOG_LEVELS);
    String format = block.word("format", List.of("text", "json"));
    Map<String, String> levels = new LinkedHashMap<>();
    Section loggers = block.section("levels");
    for (String logger : loggers.keys()) {
      levels.put(logger, loggers.word(logger, LOG_LEVELS));
    }
    block.end();
    return new Settings.LogSettings(level, format.equals("json"), levels);
  }

  private Settings.EventSettings events() {
    Section block = root.section("events");
    Long size = block.read("max-size", Sizes::parse, "write a number with a unit: 512KiB, 16MiB");
    if (size != null && (size < LEAST_EVENTS || size > MOST_EVENTS)) {
      block.wrong("max-size", "is not from 64KiB to 256MiB", "write a size between them");
    }
    int keep = block.integer("keep", 2, 1000);
    block.end();
    return new Settings.EventSettings(size == null ? LEAST_EVENTS : size, keep);
  }

  private List<NotificationSettings> notifications(Set<String> services, List<Region> regions) {
    Set<String> names = regions.stream().map(Region::name).collect(Collectors.toSet());
    return new NotificationsReader(findings, this::resolve, services, names)
        .read(root.sections("notifications", template("notification")));
  }

  private ProbeSettings probes() {
    Section block = root.section("probes");
    boolean allowLoopback = block.flag("allow-loopback");
    String agent =
        block.read(
            "user-agent",
            text -> new ProbeSettings(false, text).userAgent(),
            "write printable ASCII");
    List<Network> networks =
        block.readAll("allow-networks", Network::parse, "write a network as 192.0.2.0/24");
    boolean allowCommands = block.flag("allow-commands");
    int maxConcurrent = block.integer("max-concurrent", 1, 100_000);
    List<InetSocketAddress> resolvers =
        block.readAll("resolvers", SettingsReader::resolver, "write it as 192.0.2.53:53");
    block.end();
    return new ProbeSettings(
        allowLoopback,
        networks,
        allowCommands,
        maxConcurrent,
        resolvers,
        agent == null ? "unread" : agent);
  }

  private static InetSocketAddress resolver(String text) {
    InetSocketAddress address = ListenerSettings.parseAddress(text);
    if (address.getAddress().isAnyLocalAddress() || address.getPort() == 0) {
      throw new IllegalArgumentException("\"" + text + "\" is no server's address and port");
    }
    return address;
  }
}

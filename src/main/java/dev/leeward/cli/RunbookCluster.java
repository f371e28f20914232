package dev.leeward.cli;

import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A cluster as a runbook's commands name it. */
final class RunbookCluster {
  /** Of whoever types, in the folder where a shell, and one by ssh, begins. */
  static final String TOKEN = "leeward.token";

  private final JsonNode facts;

  RunbookCluster(JsonNode facts) {
    this.facts = facts;
  }

  static List<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).toList();
  }

  static String text(JsonNode of, String key) {
    return of.path(key).asString("");
  }

  boolean asksForTokens() {
    return instances().stream().anyMatch(each -> !text(each, "tokenFile").isEmpty());
  }

  List<JsonNode> instances() {
    return each(facts.path("instances"));
  }

  List<JsonNode> answering() {
    return instances().stream().filter(each -> !text(each, "dns").isEmpty()).toList();
  }

  List<JsonNode> services() {
    return each(facts.path("services"));
  }

  List<JsonNode> zones() {
    return each(facts.path("zones"));
  }

  String file() {
    return text(facts, "file");
  }

  int quorum() {
    return facts.path("quorum").asInt();
  }

  boolean isSingle() {
    return instances().size() < 2;
  }

  /** The command as it is typed for that instance, from anywhere or from its host. */
  String leeward(String command, JsonNode instance) {
    String certificate = text(instance, "apiCertificateFile");
    return on(instance)
        + "leeward "
        + command
        + " --api "
        + (certificate.isEmpty() ? "http://" : "https://")
        + text(instance, "api")
        + (certificate.isEmpty() ? "" : " --ca " + certificate)
        + (text(instance, "tokenFile").isEmpty() ? "" : " --token-file " + TOKEN);
  }

  /** What stands before a command that must run on that instance's host; nothing for this host. */
  String on(JsonNode instance) {
    String host = text(instance, "host");
    return host.isEmpty() || host.startsWith("127.") ? "" : "ssh " + host + " ";
  }

  String leewardOnEach(String command) {
    return lines(instances().stream().map(each -> leeward(command, each)).toList());
  }

  /** For any instance that lives: the first one's is written. */
  String leeward(String command) {
    return leeward(command, instances().getFirst());
  }

  static String dig(JsonNode instance, String question) {
    int port = instance.path("port").asInt();
    return "dig @" + text(instance, "dns") + (port == 53 ? "" : " -p " + port) + " " + question;
  }

  String digEach(JsonNode service) {
    String question = text(service, "query") + " " + text(service, "type") + " +short +tries=1";
    return lines(answering().stream().map(each -> dig(each, question)).toList());
  }

  static String lines(List<String> commands) {
    return String.join("\n", commands);
  }

  static String names(List<JsonNode> list) {
    return String.join(", ", list.stream().map(each -> text(each, "name")).toList());
  }

  /** Of all services, in the order of their first mention. */
  List<String> regions() {
    return services().stream()
        .flatMap(service -> each(service.path("regions")).stream())
        .map(region -> text(region, "name"))
        .distinct()
        .toList();
  }

  List<JsonNode> servicesIn(String region) {
    return services().stream()
        .filter(service ->
            each(service.path("regions")).stream()
                .anyMatch(each -> text(each, "name").equals(region)))
        .toList();
  }

  List<JsonNode> instancesIn(String region) {
    return instances().stream().filter(each -> text(each, "region").equals(region)).toList();
  }
}

package dev.leeward.control;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An operation as the OpenAPI document has it. Immutable.
 *
 * @param role in a word; none where no token is asked for
 * @param body null where it takes none
 */
record DescribedOperation(
    String id,
    HttpMethod method,
    Pattern path,
    String role,
    List<DescribedParameter> parameters,
    @Nullable Body body) {
  /**
   * A request's body.
   *
   * @param known its keys
   */
  record Body(Set<String> known, Validator validator) {}

  /** How often somebody is told at once; what is left over is told when those are mended. */
  private static final int MOST_PROBLEMS = 10;

  private static final Pattern MISSING =
      Pattern.compile("Instance does not have required property \"(.*)\"");

  /**
   * All that is wrong with a request, in words; none when it is as described.
   *
   * @param text of the body
   */
  List<String> problems(MultiMap query, MultiMap headers, String text) {
    List<String> problems = new ArrayList<>();
    unknown(query, problems);
    for (DescribedParameter each : parameters) {
      switch (each.in()) {
        case "query" -> each.problem(query.getAll(each.name())).ifPresent(problems::add);
        case "header" -> each.problem(headers.getAll(each.name())).ifPresent(problems::add);
        default -> {
          // A path's parameter is there, or the path would be another.
        }
      }
    }
    if (body != null) {
      problems(body, text, problems);
    }
    return problems.stream().limit(MOST_PROBLEMS).toList();
  }

  /** A mistyped dry-run would be carried out. */
  private void unknown(MultiMap query, List<String> problems) {
    Set<String> known =
        parameters.stream()
            .filter(each -> each.in().equals("query"))
            .map(DescribedParameter::name)
            .collect(Collectors.toCollection(TreeSet::new));
    for (String name : new TreeSet<>(query.names())) {
      if (!known.contains(name)) {
        problems.add(
            "unknown parameter "
                + name
                + "; known are "
                + (known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
  }

  private static void problems(Body body, String text, List<String> problems) {
    JsonObject json;
    try {
      json = text.isBlank() ? new JsonObject() : new JsonObject(text);
    } catch (DecodeException e) {
      problems.add("the body is no JSON object");
      return;
    }
    Set<String> unknown = new TreeSet<>(json.fieldNames());
    unknown.removeAll(body.known());
    if (!unknown.isEmpty()) {
      problems.add(
          "unknown keys "
              + String.join(", ", unknown)
              + "; known are "
              + String.join(", ", new TreeSet<>(body.known())));
    }
    OutputUnit found = body.validator().validate(json);
    if (!Boolean.TRUE.equals(found.getValid()) && found.getErrors() != null) {
      found.getErrors().stream()
          .filter(DescribedOperation::isCause)
          .map(DescribedOperation::words)
          .distinct()
          .forEach(problems::add);
    }
  }

  /** Around each cause the library lists the schemas that it breaks. */
  private static boolean isCause(OutputUnit unit) {
    return !unit.getError().startsWith("Property \"")
        && !unit.getError().equals("A subschema had errors");
  }

  private static String words(OutputUnit unit) {
    String where = unit.getInstanceLocation().replaceFirst("^#/?", "");
    Matcher missing = MISSING.matcher(unit.getError());
    if (missing.matches()) {
      return missing.group(1) + " is missing";
    }
    String said = where.isEmpty() ? null : InWords.of(where, unit.getError());
    if (said != null) {
      return said;
    }
    return where.isEmpty() ? unit.getError() : where + ": " + unit.getError();
  }
}

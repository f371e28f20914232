package dev.leeward.control;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The OpenAPI document, read for what it says of requests. Vert.x' own reader of such documents
 * unpacks its schemas into a folder for temporary files, which a hardened process may not have; a
 * test reads this document with it. Immutable.
 *
 * @param json all of it
 */
record ApiDocument(JsonObject json, List<DescribedOperation> operations) {
  private static final String RESOURCE = "openapi/leeward-v1.yaml";
  private static final String BASE = "https://leeward.invalid/";
  private static final String SCHEMAS = "#/components/schemas/";
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");

  /** As it is served. */
  static String text() {
    try (InputStream in = ApiDocument.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not in the distribution");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(RESOURCE + " cannot be read", e);
    }
  }

  /** Takes a while: some hundred milliseconds in a young JVM. */
  static ApiDocument load() {
    return of(text());
  }

  static ApiDocument of(String yaml) {
    Map<String, Object> map = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
    JsonObject json = new JsonObject(map);
    SchemaRepository schemas =
        SchemaRepository.create(
            new JsonSchemaOptions()
                .setBaseUri(BASE)
                .setDraft(Draft.DRAFT202012)
                .setOutputFormat(OutputFormat.Basic));
    // It writes into what it is given.
    schemas.dereference(BASE, JsonSchema.of(json.copy()));
    List<DescribedOperation> operations = new ArrayList<>();
    JsonObject paths = json.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      for (String method : paths.getJsonObject(path).fieldNames()) {
        if (METHODS.contains(method)) {
          operations.add(
              operation(
                  path, method, paths.getJsonObject(path).getJsonObject(method), json, schemas));
        }
      }
    }
    return new ApiDocument(json, List.copyOf(operations));
  }

  private static DescribedOperation operation(
      String path, String method, JsonObject said, JsonObject document, SchemaRepository schemas) {
    List<DescribedParameter> parameters = new ArrayList<>();
    for (Object each : said.getJsonArray("parameters", new JsonArray())) {
      parameters.add(DescribedParameter.of(resolve((JsonObject) each, document), schemas));
    }
    String body = bodySchema(said);
    return new DescribedOperation(
        said.getString("operationId"),
        HttpMethod.valueOf(method.toUpperCase(java.util.Locale.ROOT)),
        Pattern.compile(path.replaceAll("\\{[a-z]+}", "[^/]+")),
        said.getString("x-role"),
        List.copyOf(parameters),
        body == null ? null : body(body, document, schemas));
  }

  private static DescribedOperation.Body body(
      String name, JsonObject document, SchemaRepository schemas) {
    Validator validator = schemas.validator(BASE + SCHEMAS + name);
    JsonObject schema = document.getJsonObject("components").getJsonObject("schemas");
    return new DescribedOperation.Body(
        Set.copyOf(schema.getJsonObject(name).getJsonObject("properties").fieldNames()), validator);
  }

  private static @Nullable String bodySchema(JsonObject said) {
    JsonObject body = said.getJsonObject("requestBody");
    return body == null
        ? null
        : body.getJsonObject("content")
            .getJsonObject("application/json")
            .getJsonObject("schema")
            .getString("$ref")
            .substring(SCHEMAS.length());
  }

  /** What stands here, or where it points to within the document. */
  private static JsonObject resolve(JsonObject said, JsonObject document) {
    String reference = said.getString("$ref");
    if (reference == null) {
      return said;
    }
    JsonObject place = document;
    for (String step : reference.substring("#/".length()).split("/", -1)) {
      place = place.getJsonObject(step);
    }
    return place;
  }

  Optional<DescribedOperation> find(HttpMethod method, String path) {
    return operations.stream()
        .filter(each -> each.method().equals(method) && each.path().matcher(path).matches())
        .findFirst();
  }
}

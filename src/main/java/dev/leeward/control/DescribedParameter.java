package dev.leeward.control;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parameter as the OpenAPI document has it. Immutable.
 *
 * @param in query, header or path
 * @param schema of its value
 */
record DescribedParameter(
    String name, String in, boolean required, JsonObject schema, Validator validator) {
  static DescribedParameter of(JsonObject said, SchemaRepository schemas) {
    JsonObject schema = said.getJsonObject("schema");
    return new DescribedParameter(
        said.getString("name"),
        said.getString("in"),
        said.getBoolean("required", false),
        schema,
        schemas.validator(JsonSchema.of(schema.copy())));
  }

  /**
   * What is wrong with what was given, in words.
   *
   * @param given as often as it was
   */
  Optional<String> problem(List<String> given) {
    if (given.isEmpty()) {
      return required ? Optional.of("the parameter " + name + " is missing") : Optional.empty();
    }
    String type = schema.getString("type");
    if (!type.equals("array") && given.size() > 1) {
      return Optional.of("the parameter " + name + " is given " + given.size() + " times");
    }
    Object value = type.equals("array") ? new JsonArray(given) : value(type, given.getFirst());
    boolean isValid = value != null && Boolean.TRUE.equals(validator.validate(value).getValid());
    return isValid
        ? Optional.empty()
        : Optional.of(
            "the parameter " + name + " is \"" + String.join(", ", given) + "\"; write " + words());
  }

  private static @Nullable Object value(String type, String text) {
    return switch (type) {
      case "integer" -> text.matches("-?[0-9]{1,18}") ? Long.valueOf(text) : null;
      case "boolean" -> text.equals("true") || text.equals("false") ? Boolean.valueOf(text) : null;
      default -> text;
    };
  }

  private String words() {
    return switch (schema.getString("type")) {
      case "integer" ->
          "a whole number from "
              + schema.getLong("minimum", 0L)
              + " to "
              + schema.getLong("maximum", Long.MAX_VALUE);
      case "boolean" -> "true or false";
      default -> "text as /api/v1/openapi.yaml describes it";
    };
  }
}

package io.github.mcpecho.examples.conformance;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.mcp.InputRequest;
import io.github.mcpecho.mcp.InputRequired;
import io.github.mcpecho.mcp.Tool;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolDescriptor;
import io.github.mcpecho.mcp.ToolOutcome;
import io.github.mcpecho.mcp.ToolResult;
import java.util.Optional;
import java.util.function.Predicate;

/** Asks the user before it does anything, and is there for users that the container knows. */
public final class Refund implements Tool {
  private static final ObjectNode NO_FIELDS =
      JsonNodeFactory.instance.objectNode().put("type", "object");

  static {
    NO_FIELDS.putObject("properties");
  }

  @Override
  public ToolDescriptor descriptor() {
    return ToolDescriptor.of("refund", "Pays an order back.")
        .withInputSchema(
            """
            {"type": "object", "properties": {"order": {"type": "string"}}, "required": ["order"]}""");
  }

  @Override
  public ToolOutcome call(ToolCall call) {
    String order = call.arguments().requiredString("order");
    if (call.client().response("sure").isEmpty()) {
      return InputRequired.of(
          "sure", InputRequest.elicitation("Pay order " + order + " back?", NO_FIELDS));
    }
    return call.client().acceptedForm("sure").isPresent()
        ? ToolResult.text("Order " + order + " is paid back.")
        : ToolResult.error("Nothing is paid back: the user does not want it.");
  }

  @Override
  public Optional<Predicate<CallContext>> visibility() {
    return Optional.of(caller -> caller.connection().userPrincipal().isPresent());
  }
}

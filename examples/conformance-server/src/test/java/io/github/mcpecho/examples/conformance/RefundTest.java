package io.github.mcpecho.examples.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.mcp.ClientInput;
import io.github.mcpecho.mcp.InputRequired;
import io.github.mcpecho.mcp.ToolCall;
import io.github.mcpecho.mcp.ToolOutcome;
import io.github.mcpecho.mcp.ToolResult;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefundTest {
  private final Refund refund = new Refund();
  private final ToolCall call = ToolCall.of("{\"order\": \"17\"}");

  @Test
  void theUserIsAskedFirst() {
    var asked = assertInstanceOf(InputRequired.class, refund.call(call));
    assertEquals(
        "Pay order 17 back?", asked.requests().get("sure").params().get("message").textValue());
  }

  @Test
  void whatTheUserWantsIsDone() {
    assertEquals(ToolResult.text("Order 17 is paid back."), answered("accept"));
  }

  @Test
  void whoDoesNotWantItIsNotAskedAgain() {
    for (String action : new String[] {"decline", "cancel"}) {
      assertEquals(
          ToolResult.error("Nothing is paid back: the user does not want it."), answered(action));
    }
  }

  @Test
  void itIsThereForUsersAlone() {
    CallContext nobody = CallContext.local(Headers.NONE, Instant.EPOCH);
    assertFalse(refund.visibility().orElseThrow().test(nobody));
  }

  private ToolOutcome answered(String action) {
    ObjectNode responses = JsonNodeFactory.instance.objectNode();
    responses.putObject("sure").put("action", action).putObject("content");
    return refund.call(
        call.withClient(
            new ClientInput(JsonNodeFactory.instance.objectNode(), responses, Optional.empty())));
  }
}

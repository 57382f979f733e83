package io.github.mcpecho.mcp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.internal.jsonrpc.Json;

/**
 * How the server introduces itself.
 *
 * @param name for programs
 * @param title for people
 * @param version of the program
 * @param instructions for the model: what the server is good for; may be empty
 */
public record ServerInfo(String name, String title, String version, String instructions) {
  ObjectNode toJson() {
    return Json.object().put("name", name).put("title", title).put("version", version);
  }
}

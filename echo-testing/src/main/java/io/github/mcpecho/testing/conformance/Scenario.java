package io.github.mcpecho.testing.conformance;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.mcpecho.mcp.ProtocolVersion;
import java.net.URI;

/**
 * What a client has to know to play its part. Immutable, but for the context, which is its own.
 *
 * @param name that of the official suite, such as {@code auth/scope-step-up}
 * @param revision that the client should speak
 * @param uri the MCP endpoint to connect to
 * @param task what the client is to do there, in plain words
 * @param context what it needs beside, such as the credentials of a registered client; an empty
 *     object if it needs nothing
 */
public record Scenario(
    String name, ProtocolVersion revision, URI uri, String task, ObjectNode context) {}

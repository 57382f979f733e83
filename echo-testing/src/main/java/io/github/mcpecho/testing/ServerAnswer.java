package io.github.mcpecho.testing;

import java.util.List;

/**
 * What the working server has to say to a call.
 *
 * @param status the HTTP status
 * @param notifications what it sends before the response, each compact JSON on one line in UTF-8
 * @param body the JSON-RPC response, on one line in UTF-8; empty if there is none
 */
public record ServerAnswer(int status, List<byte[]> notifications, byte[] body) {}

package io.github.mcpecho.mcp;

import io.github.mcpecho.http.CallContext;
import io.github.mcpecho.http.Headers;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;

/** Tells of a body that is no JSON that its length is the cause (RFC 9112 §6.3). */
final class BodyLength {
  private static final String MISSING =
      "; there is neither Content-Length nor Transfer-Encoding, and without these a request of"
          + " HTTP/1.1 has no body";

  /** In ASCII a character is a byte. */
  private static final String COUNTED =
      ": who counts characters there in place of bytes cuts it off";

  private BodyLength() {}

  /** Returns the error, with the cause if the length of the body shows one. */
  static JsonRpcError explained(JsonRpcError error, byte[] body, CallContext context) {
    if (error.code() != JsonRpcError.PARSE_ERROR) {
      return error;
    }
    Headers headers = context.headers();
    boolean isAnnounced =
        headers.contains("content-length") || headers.contains("transfer-encoding");
    if (body.length == 0 && !isAnnounced && context.protocol().startsWith("HTTP/1.")) {
      return JsonRpcError.of(error.code(), error.message() + MISSING);
    }
    boolean isCut = body.length > 0 && error.message().contains("ends too early");
    String length = Integer.toString(body.length);
    return isCut && headers.first("content-length").filter(length::equals).isPresent()
        ? JsonRpcError.of(
            error.code(),
            error.message()
                + "; the body has "
                + length
                + " bytes, as Content-Length says"
                + (isAscii(body) ? "" : COUNTED))
        : error;
  }

  private static boolean isAscii(byte[] body) {
    for (byte one : body) {
      if (one < 0) {
        return false;
      }
    }
    return true;
  }
}

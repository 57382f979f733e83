package io.github.mcpecho.standalone;

import io.github.mcpecho.jsonrpc.Json;
import io.github.mcpecho.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.jsonrpc.JsonRpcError;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Says in JSON what Jetty itself refuses, such as a malformed request line: a client that expects
 * JSON-RPC can read it. Nothing of the request is repeated.
 */
final class JsonErrorHandler extends ErrorHandler {
  private static final HttpField CONTENT_TYPE =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
  private static final HttpField NO_SNIFFING =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

  private final JsonRpcCodec codec = new JsonRpcCodec(new Json(Json.DEFAULT_MAX_DEPTH));
  private final String endpoint;

  JsonErrorHandler(String endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      String message,
      Throwable cause,
      Callback callback) {
    prepare(response.getHeaders());
    response.write(true, ByteBuffer.wrap(body(code)), callback);
  }

  private static void prepare(HttpFields.Mutable headers) {
    headers.put(CONTENT_TYPE);
    headers.put(NO_SNIFFING);
    headers.put(NO_STORE);
  }

  private byte[] body(int status) {
    JsonRpcError error =
        HttpStatus.isServerError(status)
            ? JsonRpcError.internalError()
            : JsonRpcError.invalidRequest(sentence(status));
    return codec.encode(codec.error(Optional.empty(), error));
  }

  private String sentence(int status) {
    return switch (status) {
      case HttpStatus.NOT_FOUND_404 -> "there is nothing here, the MCP endpoint is " + endpoint;
      case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
          "the request line and headers are longer than " + JettyHttp.MAX_HEADER_BYTES + " bytes";
      default -> HttpStatus.getMessage(status);
    };
  }
}

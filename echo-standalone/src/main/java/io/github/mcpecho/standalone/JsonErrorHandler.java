package io.github.mcpecho.standalone;

import io.github.mcpecho.internal.jsonrpc.Json;
import io.github.mcpecho.internal.jsonrpc.JsonRpcCodec;
import io.github.mcpecho.internal.jsonrpc.JsonRpcError;
import io.github.mcpecho.servlet.HttpSettings;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.ObjIntConsumer;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * Says in JSON what Jetty itself refuses, such as a malformed request line: a client that expects
 * JSON-RPC can read it. Nothing of the request is repeated.
 */
final class JsonErrorHandler extends ErrorHandler {
  private static final System.Logger LOG = System.getLogger(JsonErrorHandler.class.getName());

  /** The client asks for what this server does not have; nothing failed. */
  private static final Set<Integer> NOT_SPOKEN =
      Set.of(HttpStatus.NOT_IMPLEMENTED_501, HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505);

  private static final HttpField CONTENT_TYPE =
      new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, "application/json");
  private static final HttpField NO_SNIFFING =
      new PreEncodedHttpField("X-Content-Type-Options", "nosniff");
  private static final HttpField NO_STORE =
      new PreEncodedHttpField(HttpHeader.CACHE_CONTROL, "no-store");

  /** Where servers of HTTP+SSE (2024-11-05) mostly listen. */
  private static final Pattern OLD_TRANSPORT = Pattern.compile("/(sse|messages?)/?$");

  private final JsonRpcCodec codec = new JsonRpcCodec(new Json(Json.DEFAULT_MAX_DEPTH));
  private volatile ObjIntConsumer<String> refused = (reason, status) -> {};
  private final String endpoint;
  private final int maxHeaderBytes;

  JsonErrorHandler(String endpoint, int maxHeaderBytes) {
    this.endpoint = endpoint;
    this.maxHeaderBytes = maxHeaderBytes;
  }

  /** Tells this from now on of each refusal: a reason, which may be empty, and the status. */
  void whenRefused(ObjIntConsumer<String> listener) {
    refused = listener;
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
    response.write(true, ByteBuffer.wrap(body(error(request, code, cause))), callback);
  }

  private static void prepare(HttpFields.Mutable headers) {
    headers.put(CONTENT_TYPE);
    headers.put(NO_SNIFFING);
    headers.put(NO_STORE);
  }

  private byte[] body(JsonRpcError error) {
    return codec.encode(codec.error(Optional.empty(), error));
  }

  private JsonRpcError error(Request request, int status, Throwable cause) {
    if (!HttpStatus.isServerError(status) || NOT_SPOKEN.contains(status)) {
      String sentence = sentence(request, status, cause);
      LOG.log(System.Logger.Level.DEBUG, "{0}: {1}", Integer.toString(status), sentence);
      refused.accept(reason(request, status, cause), status);
      return JsonRpcError.invalidRequest(sentence);
    }
    if (isGone(cause)) {
      LOG.log(System.Logger.Level.DEBUG, "A client went away, or was silent, within its request");
    } else {
      LOG.log(System.Logger.Level.ERROR, "A request failed", cause);
    }
    return JsonRpcError.internalError();
  }

  /** Every scanner can do that as often as it likes: no failure of this server. */
  private static boolean isGone(Throwable cause) {
    return cause instanceof EofException || cause instanceof TimeoutException;
  }

  private String sentence(Request request, int status, Throwable cause) {
    return switch (status) {
      case HttpStatus.BAD_REQUEST_400 -> badRequest(request, cause);
      case HttpStatus.REQUEST_TIMEOUT_408 -> "the request line and headers took too long to arrive";
      case HttpStatus.NOT_FOUND_404 ->
          "there is nothing here, the MCP endpoint is "
              + endpoint
              + (OLD_TRANSPORT.matcher(request.getHttpURI().getPath()).find()
                  ? "; it speaks Streamable HTTP, so choose that in the client in place of SSE"
                  : "");
      case HttpStatus.EXPECTATION_FAILED_417 -> "the only expectation that is met is 100-continue";
      case HttpStatus.URI_TOO_LONG_414, HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
          "the request line and headers are longer than "
              + maxHeaderBytes
              + " bytes, which "
              + ServerSettings.MAX_HEADER_BYTES
              + " may raise";
      case HttpStatus.NOT_IMPLEMENTED_501 -> Malformation.CONNECT.sentence();
      case HttpStatus.FORBIDDEN_403 ->
          "Host or Origin is not allowed; change it with "
              + HttpSettings.ALLOWED_HOSTS
              + " or "
              + HttpSettings.ALLOWED_ORIGINS;
      case HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 ->
          "the request line has to end with HTTP/1.1 or HTTP/1.0; HTTP/2 has no such line, and"
              + " begins with its preface (RFC 9113 section 3.4)";
      default -> HttpStatus.getMessage(status);
    };
  }

  private static String reason(Request request, int status, Throwable cause) {
    return status == HttpStatus.BAD_REQUEST_400
        ? malformation(request, cause).name().toLowerCase(Locale.ROOT)
        : "";
  }

  private String badRequest(Request request, Throwable cause) {
    Malformation malformation = malformation(request, cause);
    return malformation == Malformation.PATH_AMBIGUOUS
        ? malformation.sentence() + ", the MCP endpoint is " + endpoint
        : malformation.sentence();
  }

  private static Malformation malformation(Request request, Throwable cause) {
    if (HttpMethod.CONNECT.is(request.getMethod())) {
      return Malformation.CONNECT;
    }
    if (cause instanceof MalformedRequestException malformed) {
      return malformed.malformation();
    }
    if (request.getHttpURI().hasViolations()) {
      return Malformation.of(request.getHttpURI().getViolations());
    }
    return cause instanceof HttpException failure ? Malformation.of(failure) : Malformation.OTHER;
  }
}

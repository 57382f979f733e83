package io.github.mcpecho.testing;

import io.github.mcpecho.http.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * A request whose body has been read, and comes again. If that is all of it, nobody asks the
 * connection for more: it may have been silent for too long meanwhile.
 */
final class Replayed extends Request.Wrapper {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final HttpURI uri;
  private final HttpFields headers;
  private final byte[] body;
  private final boolean complete;
  private ByteBuffer left;

  private Replayed(
      Request request, HttpURI uri, HttpFields headers, byte[] body, boolean complete) {
    super(request);
    this.uri = uri;
    this.headers = headers;
    this.body = body;
    this.complete = complete;
    this.left = ByteBuffer.wrap(body);
  }

  /**
   * Reads the body of a request; of one that breaks off, nothing.
   *
   * @param maxBytes one byte more is read of a longer one, and the rest comes from the connection
   */
  static Replayed of(Request request, int maxBytes) {
    try (InputStream in = Content.Source.asInputStream(request)) {
      byte[] body = in.readNBytes(maxBytes + 1);
      return of(request, body, body.length <= maxBytes);
    } catch (IOException e) {
      return of(request, new byte[0], false);
    }
  }

  private static Replayed of(Request request, byte[] body, boolean complete) {
    return new Replayed(request, request.getHttpURI(), request.getHeaders(), body, complete);
  }

  /**
   * Returns the same request to another path, with other headers and another body, all of which is
   * there.
   */
  Replayed with(String path, Headers newHeaders, byte[] newBody) {
    HttpURI newUri =
        path.equals(uri.getPath()) ? uri : HttpURI.build(uri, path, null, null).asImmutable();
    HttpFields.Mutable fields = HttpFields.build();
    newHeaders.forEach(line -> fields.add(line.name(), line.value()));
    return new Replayed(getWrapped(), newUri, fields, newBody, true);
  }

  @Override
  public HttpURI getHttpURI() {
    return uri;
  }

  @Override
  public HttpFields getHeaders() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  /** Returns whether that is all of it. */
  boolean isComplete() {
    return complete;
  }

  @Override
  public Content.Chunk read() {
    if (left.hasRemaining()) {
      ByteBuffer all = left;
      left = NOTHING;
      return Content.Chunk.from(all, complete);
    }
    return complete ? Content.Chunk.EOF : super.read();
  }

  @Override
  public void demand(Runnable whenThereIs) {
    if (complete || left.hasRemaining()) {
      whenThereIs.run();
    } else {
      super.demand(whenThereIs);
    }
  }
}

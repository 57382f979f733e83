package io.github.mcpecho.mcp;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/** What to answer: a kind that has a status, and a body that may be empty. */
public final class Reply {
  /** What became of a message. */
  public enum Kind {
    /** A JSON-RPC response. */
    ANSWERED(200),
    /** Nothing to answer. */
    ACCEPTED(202),
    /** Not a message this server may process. */
    REJECTED(400),
    /** A method that the modern era does not have. */
    UNKNOWN_METHOD(404),
    /** The server failed before a method was reached. */
    FAILED(500),
    /** There is no room for what was asked, at this time. */
    OVERLOADED(503);

    private final int status;

    Kind(int status) {
      this.status = status;
    }

    /** Returns the HTTP status of a reply that is not part of a stream. */
    public int status() {
      return status;
    }
  }

  private static final byte[] EMPTY = {};

  private final Kind kind;
  private final byte[] body;
  private final String method;
  private final String tool;
  private final boolean error;
  private final OptionalInt errorCode;

  private Reply(
      Kind kind, byte[] body, String method, String tool, boolean error, OptionalInt errorCode) {
    this.kind = kind;
    this.body = body;
    this.method = method;
    this.tool = tool;
    this.error = error;
    this.errorCode = errorCode;
  }

  static Reply accepted() {
    return new Reply(Kind.ACCEPTED, EMPTY, "", "", false, OptionalInt.empty());
  }

  static Reply of(Kind kind, byte[] body, boolean error) {
    return new Reply(kind, body, "", "", error, OptionalInt.empty());
  }

  /** Labels a reply with a method and tool that the server knows. */
  static Reply of(Kind kind, byte[] body, String method, String tool, boolean error) {
    return new Reply(kind, body, method, tool, error, OptionalInt.empty());
  }

  /** A JSON-RPC error, labelled with a method that the server knows. */
  static Reply failed(Kind kind, byte[] body, String method, int errorCode) {
    return new Reply(kind, body, method, "", true, OptionalInt.of(errorCode));
  }

  public Kind kind() {
    return kind;
  }

  /** Returns compact JSON in UTF-8, or no bytes. The array is the reply's own: do not change it. */
  public byte[] body() {
    return body;
  }

  /** Returns the method that was called, empty if this server does not know it. */
  public String method() {
    return method;
  }

  /** Returns the tool that was called, empty if there was none or this server does not know it. */
  public String tool() {
    return tool;
  }

  /** Returns whether this is a JSON-RPC error or a failed tool call. */
  public boolean isError() {
    return error;
  }

  /** Returns the code of the JSON-RPC error that this is, if it is one. */
  public OptionalInt errorCode() {
    return errorCode;
  }

  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}

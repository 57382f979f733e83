package io.github.mcpecho.standalone;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Reads requests within their time, and says of a malformed one what is wrong with it. Not
 * thread-safe.
 */
final class RequestParser extends HttpParser {
  private final Supplier<ReadDeadline> deadline;
  private Optional<String> bodyFlaw = Optional.empty();
  private ByteBuffer bytes = BufferUtil.EMPTY_BUFFER;
  private boolean hasSmallVersion;
  private int begin;
  private int end;

  /**
   * @param deadline asked for when there is something to read
   */
  RequestParser(
      RequestHandler handler,
      int maxHeaderBytes,
      HttpCompliance compliance,
      Supplier<ReadDeadline> deadline) {
    super(handler, maxHeaderBytes, compliance);
    this.deadline = deadline;
  }

  /** Returns what is wrong with the chunks of the body or what follows them, if something is. */
  Optional<String> bodyFlaw() {
    return bodyFlaw;
  }

  @Override
  public boolean parseNext(ByteBuffer read) {
    bytes = read;
    if (!isInHead()) {
      return super.parseNext(read);
    }
    ReadDeadline time = deadline.get();
    boolean arrived = read.hasRemaining();
    if (arrived && time.isOver()) {
      BufferUtil.clear(read);
      refuseSlowHead();
      return false;
    }
    boolean isFirst = getState() == State.START;
    begin = isFirst ? read.position() : 0;
    end = isFirst ? read.limit() : 0;
    boolean handle = super.parseNext(read);
    if (isInHead()) {
      noteVersion();
      // Most heads arrive at once, and need no time.
      if (arrived) {
        time.begin();
      }
      time.awaitMore();
    } else {
      time.end();
    }
    return handle;
  }

  /** Returns whether a head has begun, and is not complete. */
  boolean awaitsHead() {
    return isInHead() && deadline.get().hasBegun();
  }

  /** Answers that the head took too long. */
  void refuseSlowHead() {
    badMessage(new HttpException.RuntimeException(HttpStatus.REQUEST_TIMEOUT_408));
  }

  private boolean isInHead() {
    return getState().ordinal() <= State.HEADER.ordinal();
  }

  /** To Jetty http/1.1 is a version of HTTP too (RFC 9112 §2.3), and no setting changes that. */
  @Override
  protected void setState(State next) {
    if (next == State.REQUEST_VERSION) {
      hasSmallVersion = false;
    } else if (getState() == State.REQUEST_VERSION && next == State.HEADER) {
      noteVersion();
      if (hasSmallVersion) {
        throw new MalformedRequestException(Malformation.VERSION_SMALL);
      }
    }
    super.setState(next);
  }

  /** Looks for small letters in what was read of the version last: it may arrive in pieces. */
  private void noteVersion() {
    if (getState() == State.REQUEST_VERSION) {
      for (int i = bytes.position() - 1; i >= 0 && bytes.get(i) != ' '; i--) {
        hasSmallVersion |= bytes.get(i) >= 'a' && bytes.get(i) <= 'z';
      }
    }
  }

  /** To Jetty a line without a name is one more folded line. */
  @Override
  protected void checkViolation(HttpCompliance.Violation violation) {
    if (violation == HttpCompliance.Violation.MULTILINE_FIELD_VALUE
        && bytes.get(bytes.position() - 1) == ':') {
      throw new MalformedRequestException(Malformation.NAME_MISSING);
    }
    super.checkViolation(violation);
  }

  /** Adds what is wrong to where it is wrong. */
  @Override
  protected void badMessage(HttpException failure) {
    if (failure.getCode() == HttpStatus.UPGRADE_REQUIRED_426) {
      // A request line of HTTP/2.0, which no Upgrade would mend (RFC 9110 §15.5.22).
      super.badMessage(
          new HttpException.RuntimeException(HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505));
      return;
    }
    if (!isInHead()) {
      bodyFlaw = Optional.of(Malformation.of(failure, getState()).sentence());
      super.badMessage(failure);
      return;
    }
    // The answer has more time than was left to the head.
    deadline.get().end();
    super.badMessage(told(failure));
  }

  private HttpException told(HttpException failure) {
    if (failure.getCode() == HttpStatus.REQUEST_TIMEOUT_408
        || failure instanceof MalformedRequestException) {
      return failure;
    }
    // Jetty has cleared the buffer, which keeps what was read.
    ByteBuffer read = bytes.duplicate().clear().limit(end).position(begin);
    Optional<Malformation> other = OtherProtocol.of(read);
    if (other.isPresent()) {
      return new MalformedRequestException(other.get());
    }
    return failure.getCode() == HttpStatus.BAD_REQUEST_400
        ? new MalformedRequestException(Malformation.of(failure, getState()))
        : failure;
  }
}

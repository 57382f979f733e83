package io.github.mcpecho.doctor.exchange;

import io.github.mcpecho.http.Header;
import io.github.mcpecho.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads one answer (RFC 9112), whatever it is. Not thread-safe. */
final class AnswerReader {
  private static final Pattern STATUS_LINE =
      Pattern.compile("(HTTP/1\\.[0-9]) ([1-9][0-9]{2})(?: .*)?");
  private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

  /** Of a message (RFC 9112 §7), and one that means none (RFC 2616 §3.6). */
  private static final Set<String> CODINGS =
      Set.of("chunked", "gzip", "x-gzip", "deflate", "compress", "x-compress", "identity");

  private static final int MOST_LINES = 500;
  private static final int MOST_CODED = 16 * 1024;
  private static final int MOST_INTERIM = 10;

  private final Source source;
  private final Request request;
  private final int mostBytes;
  private final long sent;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final EventReader events;
  private String version = "";
  private int status;
  private Headers headers = Headers.NONE;
  private Optional<String> malformed = Optional.empty();
  private boolean isStream;
  private boolean isCoded;
  private int fed;

  /** Reads the answer to a request that was sent at this {@link System#nanoTime}. */
  AnswerReader(Source source, Request request, int mostBytes, long sent) {
    this.source = source;
    this.request = request;
    this.mostBytes = mostBytes;
    this.sent = sent;
    this.events = new EventReader(request.enough());
  }

  static final class NotHttpException extends IOException {
    NotHttpException(String beginning) {
      super(beginning);
    }
  }

  /** Nobody can tell where such an answer ends (RFC 9112 §6.3). */
  static final class UnframedException extends IOException {
    UnframedException(String line) {
      super(line);
    }
  }

  void readHead() throws IOException {
    for (int interim = 0; interim <= MOST_INTERIM; interim++) {
      String line = statusLine();
      Matcher matcher = STATUS_LINE.matcher(line);
      if (!matcher.matches()) {
        throw new NotHttpException(line);
      }
      version = matcher.group(1);
      status = Integer.parseInt(matcher.group(2));
      headers = readLines();
      if (status >= 200 || status == 101) {
        malformed = HeadForm.objection(headers, source.hasBareLineFeed());
        isStream = Answer.is("text/event-stream", headers);
        isCoded = headers.contains("Content-Encoding");
        return;
      }
    }
    throw new NotHttpException("more than " + MOST_INTERIM + " interim answers");
  }

  /** Whoever says something else before it closes is heard. */
  private String statusLine() throws IOException {
    try {
      return source.line();
    } catch (EOFException e) {
      if (source.firstByte() == 0) {
        throw e;
      }
      throw new NotHttpException(
          source.beginsAsHttp2()
              ? "it answers in HTTP/2, which was not asked for"
              : "it ends before its first line does");
    }
  }

  private Headers readLines() throws IOException {
    var lines = new ArrayList<Header>();
    for (String line = source.line(); !line.isEmpty(); line = source.line()) {
      int colon = line.indexOf(':');
      if (lines.size() < MOST_LINES && colon > 0) {
        lines.add(new Header(line.substring(0, colon), line.substring(colon + 1).strip()));
      }
    }
    return Headers.of(lines);
  }

  /** Reads the body; what was read stays when it ends in an exception. */
  Answer.End readBody() throws IOException {
    if (request.method().equals("HEAD") || status == 204 || status == 304) {
      return Answer.End.COMPLETE;
    }
    if (isStream && request.enough().test(Answer.Event.OPEN)) {
      return Answer.End.ENOUGH;
    }
    try {
      List<String> codings = headers.all("Transfer-Encoding");
      if (!codings.isEmpty()) {
        return isChunked(codings) ? readChunks() : readUntilClosed();
      }
      List<String> lengths = headers.all("Content-Length");
      return lengths.isEmpty() ? readUntilClosed() : read(length(lengths));
    } catch (Source.TooLongException e) {
      return Answer.End.TOO_LONG;
    } catch (EOFException e) {
      return Answer.End.CUT;
    }
  }

  private static boolean isChunked(List<String> lines) throws UnframedException {
    List<String> codings = elements(lines).map(coding -> coding.toLowerCase(Locale.ROOT)).toList();
    if (!CODINGS.containsAll(codings)) {
      throw new UnframedException("Transfer-Encoding: " + String.join(", ", codings));
    }
    return codings.contains("chunked");
  }

  /** A number that is beyond all, or none, or one of several, is no length. */
  private static long length(List<String> lines) throws UnframedException {
    List<String> lengths = elements(lines).distinct().toList();
    if (lengths.size() > 1 || !LENGTH.matcher(lengths.get(0)).matches()) {
      throw new UnframedException("Content-Length: " + String.join(", ", lengths));
    }
    return Long.parseLong(lengths.get(0));
  }

  private static Stream<String> elements(List<String> lines) {
    return lines.stream().flatMap(line -> Stream.of(line.split(",", -1))).map(String::strip);
  }

  /** Returns the size of a chunk, as large as can be if it is larger. */
  private static long size(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > 15 ? Long.MAX_VALUE : Long.parseLong(significant, 16);
  }

  private Answer.End readChunks() throws IOException {
    while (true) {
      String line = source.line();
      int extension = line.indexOf(';');
      String digits = (extension < 0 ? line : line.substring(0, extension)).strip();
      if (!digits.matches("[0-9a-fA-F]+")) {
        return Answer.End.BROKEN;
      }
      long size = size(digits);
      if (size == 0) {
        readLines();
        return Answer.End.COMPLETE;
      }
      Answer.End end = read(size);
      if (end != Answer.End.COMPLETE) {
        return end;
      }
      source.line();
    }
  }

  private Answer.End readUntilClosed() throws IOException {
    Answer.End end = read(Long.MAX_VALUE);
    return end == Answer.End.CUT ? Answer.End.COMPLETE : end;
  }

  private Answer.End read(long length) throws IOException {
    for (long left = length; left > 0; ) {
      if (body.size() >= mostBytes) {
        return Answer.End.TOO_LONG;
      }
      byte[] some = source.some(Math.min(left, mostBytes - body.size()));
      if (some.length == 0) {
        return Answer.End.CUT;
      }
      left -= some.length;
      body.writeBytes(some);
      if (isStream) {
        feed(some);
        if (events.hasEnough()) {
          return Answer.End.ENOUGH;
        }
      }
    }
    return Answer.End.COMPLETE;
  }

  /** What comes compressed is read anew from its beginning, as far as that is no effort. */
  private void feed(byte[] some) {
    Duration after = Duration.ofNanos(System.nanoTime() - sent);
    if (!isCoded) {
      events.feed(some, after);
    } else if (body.size() <= MOST_CODED) {
      feedDecoded(Content.of(headers, body.toByteArray(), mostBytes), after);
    }
  }

  private void feedDecoded(Content content, Duration after) {
    byte[] bytes = content.bytes();
    if (content.unreadable().isEmpty() && bytes.length > fed) {
      events.feed(Arrays.copyOfRange(bytes, fed, bytes.length), after);
      fed = bytes.length;
    }
  }

  /** Returns the answer as far as it was read. */
  Answer answer(Answer.End end, Wire wire) {
    long now = System.nanoTime();
    var content = Content.of(headers, body.toByteArray(), mostBytes);
    if (isStream && isCoded) {
      feedDecoded(content, Duration.ofNanos(now - sent));
    }
    return new Answer(
        version,
        status,
        headers,
        malformed,
        content.bytes(),
        content.unreadable(),
        end,
        events.events(),
        new Answer.Timing(
            wire.connect(),
            wire.handshake(),
            Duration.ofNanos(source.firstByte() - sent),
            Duration.ofNanos(now - sent)),
        wire.tls(),
        wire.local());
  }
}

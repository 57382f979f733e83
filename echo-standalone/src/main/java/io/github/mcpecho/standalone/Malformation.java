package io.github.mcpecho.standalone;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpParser.State;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.UriCompliance.Violation;

/**
 * What can be wrong with a request that Jetty refuses to read, in the words of the answer. Nothing
 * of the request is in them. Where Jetty's own words tell which it is, they stand behind.
 */
enum Malformation {
  // The request line.
  START(
      "the request begins with a character that no method begins with; TLS is not spoken here, and"
          + " what a body has beyond its Content-Length is read as a request"),
  PROXY_PROTOCOL(
      "the PROXY protocol stands before the request, and is not spoken here: switch it off in what"
          + " is in front (HAProxy: send-proxy; AWS NLB: proxy_protocol_v2.enabled)"),
  SOCKS("this is SOCKS, with which a client asks a proxy, and this server is none"),
  CONNECT("CONNECT is for proxies, and this is none"),
  METHOD("the method has a character that no method has"),
  REQUEST_LINE("the request line is not a method, a target and a version", "No URI"),
  TARGET_BLANK("the request line has more than three parts: a blank in the target is %20"),
  VERSION("the version of HTTP has a character that no version has"),
  VERSION_SMALL("the version of HTTP is in small letters: it is HTTP/1.1 (RFC 9112 section 2.3)"),
  TARGET_CHARACTER("the request target has a control character in it"),
  TARGET_FORM(
      "the request target is neither a path nor a URL",
      "Bad URI path",
      "Relative path with authority"),
  TARGET("the request target is no URI"),
  USER("the URL of the request line names a user"),
  FRAGMENT("the request target has a fragment, which is not for servers"),
  PERCENT_SIGN("a percent sign in the path stands without two hexadecimal digits behind it"),
  PATH_ENCODING("the percent-encoded bytes of the path are not UTF-8"),
  PATH_CHARACTER(
      "the path has a character that has no place in one, or should be percent-encoded",
      "Illegal character in path"),
  PATH_ABOVE_ROOT("the path climbs above the root", "Bad URI"),
  PATH_AMBIGUOUS("the path is ambiguous (//, .. or an encoded slash)"),

  // Header lines.
  END_OF_HEAD("the request ends before its headers do", "Early EOF"),
  CARRIAGE_RETURN("a carriage return stands without a line feed behind it", "Bad EOL"),
  CONTROL_CHARACTER("a header has a control character in it, such as NUL"),
  FOLDED_LINE(
      "a header line begins with a blank: folded lines are not read (RFC 9112 section 5.2)",
      "Line Folding not supported"),
  NAME_MISSING("a header line begins with its colon: it has no name"),
  NAME_BLANK("a header's name has a blank in it, or between it and the colon"),
  NAME_CHARACTER("a header's name has a character that no name has"),
  COLON_MISSING("a header line has no colon"),

  // Where the body ends.
  LENGTHS("Content-Length is there more than once", "Multiple Content-Lengths"),
  LENGTH("Content-Length is not one number in decimal digits", "Invalid Content-Length Value"),
  LENGTH_TOO_LARGE("Content-Length is larger than any body", "long overflow"),
  LENGTH_AND_CODING(
      "Transfer-Encoding and Content-Length are both there, so it is not sure where the body ends"
          + " (RFC 9112 section 6.3)",
      "Transfer-Encoding and Content-Length"),
  CODING(
      "Transfer-Encoding does not end with chunked, once, so it is not sure where the body ends"
          + " (RFC 9112 section 6.3)",
      "Bad Transfer-Encoding, chunked not last"),
  CODING_TWICE(
      "Transfer-Encoding names chunked twice (RFC 9112 section 6.1)",
      "Bad Transfer-Encoding, multiple chunked tokens"),

  // Where the request goes.
  HOST_MISSING("there is no Host header, which HTTP/1.1 requires", "No Host"),
  HOSTS("there is more than one Host", "Duplicate Host Header"),
  HOST_EMPTY("the Host header is empty", "Blank Host"),
  HOST_PORT_EMPTY(
      "the Host header ends with a colon: the colon in front of an empty port (RFC 3986"
          + " section 3.2.3) has to be left out here",
      "Blank port"),
  HOST("the Host header is not a host, with or without a port", "Bad HostPort"),
  HOST_OTHER("the request target and the Host header name different hosts", "Authority!=Host"),
  UPGRADE("an Upgrade header is there without Connection: Upgrade", "Invalid h2c upgrade headers"),

  // The body.
  CHUNK_SIZE("a chunk does not begin with its size in hexadecimal digits, or has a bad extension"),
  CHUNK_SIZE_TOO_LARGE("the size of a chunk has too many digits"),
  CHUNK_EXTENSION_TOO_LONG("the extensions of the chunks are too long"),
  CHUNK_LINE_FEED(
      "a line of a chunk ends without a carriage return", "LF line terminator in chunk"),
  CHUNK_LENGTH("a chunk is longer than its size says"),
  TRAILER("a trailer field behind the body is malformed"),
  TRAILERS_TOO_LONG("the trailer fields behind the body are too long"),

  // The head of HTTP/2.
  PSEUDO_HEADER_MISSING(
      "a pseudo-header field is missing: a request has :method, :scheme and :path (RFC 9113"
          + " section 8.3.1)",
      "No Method",
      "No Scheme",
      "No Path"),
  PSEUDO_HEADER_TWICE(
      "a pseudo-header field is there more than once (RFC 9113 section 8.3)",
      "Duplicate pseudo header "),
  PSEUDO_HEADER_UNKNOWN(
      "a pseudo-header field is there that no request has (RFC 9113 section 8.3.1)",
      "Unknown pseudo header "),
  PSEUDO_HEADER_LATE(
      "a pseudo-header field stands behind a header (RFC 9113 section 8.3)", "Pseudo header "),
  FIELD_NAME(
      "a header's name has a capital letter or a character that no name has in HTTP/2 (RFC 9113"
          + " section 8.2.1)",
      "Illegal header name "),
  CONNECTION_FIELD(
      "a header is there that is for a connection of HTTP/1.1, such as Connection or"
          + " Transfer-Encoding (RFC 9113 section 8.2.2)",
      "Connection specific field "),
  TE("TE says something else than trailers (RFC 9113 section 8.2.2)", "Unsupported TE value "),

  /** What no test has met. */
  OTHER("the head of the request is malformed");

  /** The reason of Jetty for any target of HTTP/2 that it cannot parse. */
  private static final String INVALID_URI = "Invalid URI";

  private static final String ILLEGAL_CHARACTER = "Illegal character ";

  private final String sentence;
  private final List<String> jettysWords;

  Malformation(String sentence, String... jettysWords) {
    this.sentence = sentence;
    this.jettysWords = List.of(jettysWords);
  }

  String sentence() {
    return sentence;
  }

  /** Returns what is wrong with a request that could be parsed. */
  static Malformation of(HttpException failure) {
    return told(failure).orElse(INVALID_URI.equals(failure.getReason()) ? TARGET : OTHER);
  }

  /** Returns what is wrong with a target, of which there is at least one thing to say. */
  static Malformation of(Collection<Violation> violations) {
    return switch (violations.iterator().next()) {
      case USER_INFO -> USER;
      case FRAGMENT -> FRAGMENT;
      case BAD_PERCENT_ENCODING -> PERCENT_SIGN;
      case BAD_UTF8_ENCODING, TRUNCATED_UTF8_ENCODING, UTF16_ENCODINGS -> PATH_ENCODING;
      case SUSPICIOUS_PATH_CHARACTERS, ILLEGAL_PATH_CHARACTERS -> PATH_CHARACTER;
      default -> PATH_AMBIGUOUS;
    };
  }

  /** Returns what is wrong where the parser has come to. */
  static Malformation of(HttpException failure, State state) {
    return told(failure)
        .orElseGet(
            () ->
                switch (state) {
                  case START -> START;
                  case METHOD -> METHOD;
                  case SPACE1 -> REQUEST_LINE;
                  case URI, SPACE2 -> TARGET_CHARACTER;
                  case REQUEST_VERSION -> isCharacter("SPACE", failure) ? TARGET_BLANK : VERSION;
                  case HEADER -> inHeader(failure);
                  case CHUNKED_CONTENT, CHUNK_SIZE -> inChunkSize(failure);
                  case CHUNK_END -> CHUNK_LENGTH;
                  case TRAILER -> isTooLong(failure) ? TRAILERS_TOO_LONG : TRAILER;
                  default -> OTHER;
                });
  }

  private static Malformation inHeader(HttpException failure) {
    if (isCharacter("", failure)) {
      return inHeaderLine(failure);
    }
    // The target is looked into when the headers are complete.
    Throwable cause = ((Throwable) failure).getCause();
    if (cause instanceof NumberFormatException) {
      return PERCENT_SIGN;
    }
    return cause instanceof IllegalArgumentException ? TARGET : OTHER;
  }

  private static Malformation inHeaderLine(HttpException failure) {
    if (isCharacter("CNTL", failure)) {
      return CONTROL_CHARACTER;
    }
    if (isCharacter("EOL", failure)) {
      return COLON_MISSING;
    }
    return isCharacter("SPACE", failure) || isCharacter("HTAB", failure)
        ? NAME_BLANK
        : NAME_CHARACTER;
  }

  private static Malformation inChunkSize(HttpException failure) {
    if (isTooLong(failure)) {
      return CHUNK_EXTENSION_TOO_LONG;
    }
    return isCharacter("", failure) ? CHUNK_SIZE : CHUNK_SIZE_TOO_LARGE;
  }

  private static Optional<Malformation> told(HttpException failure) {
    Throwable cause = ((Throwable) failure).getCause();
    String more = cause == null ? null : cause.getMessage();
    return Arrays.stream(values())
        .filter(
            known ->
                known.jettysWords.stream()
                    .anyMatch(words -> isSaid(words, failure.getReason()) || isSaid(words, more)))
        .findFirst();
  }

  /** Behind a blank at the end Jetty quotes the request. */
  private static boolean isSaid(String words, String reason) {
    return words.endsWith(" ") ? reason != null && reason.startsWith(words) : words.equals(reason);
  }

  private static boolean isTooLong(HttpException failure) {
    return failure.getCode() == HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431;
  }

  /** Jetty says {@code Illegal character SPACE=' '}. */
  private static boolean isCharacter(String kind, HttpException failure) {
    String reason = failure.getReason();
    return reason != null && reason.startsWith(ILLEGAL_CHARACTER + kind);
  }
}

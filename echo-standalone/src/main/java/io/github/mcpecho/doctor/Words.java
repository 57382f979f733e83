package io.github.mcpecho.doctor;

import io.github.mcpecho.doctor.exchange.Trouble;

/** What a trouble is called for people. */
final class Words {
  private Words() {}

  /** Returns a number with its noun, whose plural ends in s. */
  static String count(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  static String of(Trouble trouble) {
    return switch (trouble) {
      case NOT_ALLOWED -> "not contacted";
      case NAME_UNKNOWN -> "the name has no address";
      case REFUSED -> "connection refused";
      case UNREACHABLE -> "no connection";
      case TLS_UNTRUSTED -> "the certificate is not trusted";
      case TLS_OTHER_NAME -> "the certificate is of another host";
      case TLS_EXPIRED -> "the certificate is not valid now";
      case TLS_CLIENT_CERTIFICATE -> "a certificate of the client is demanded";
      case TLS_FAILED -> "no agreement on TLS";
      case CLOSED -> "the connection was closed without an answer";
      case SILENT -> "no answer";
      case NOT_HTTP -> "what came is not HTTP/1";
    };
  }
}

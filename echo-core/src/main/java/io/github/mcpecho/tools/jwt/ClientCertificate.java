package io.github.mcpecho.tools.jwt;

import io.github.mcpecho.hashing.Hashes;
import io.github.mcpecho.mcp.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The client certificate that a proxy passed on. */
final class ClientCertificate {
  private static final List<String> HEADERS =
      List.of(
          "client-cert",
          "x-forwarded-tls-client-cert",
          "x-ssl-client-cert",
          "ssl-client-cert",
          "x-ssl-cert",
          "x-amzn-mtls-clientcert-leaf",
          "x-amzn-mtls-clientcert");
  private static final int SHA256_HEX = 64;

  private ClientCertificate() {}

  /** Returns the base64url SHA-256 of the certificate (RFC 8705 §3.1), if one can be read. */
  static Optional<String> thumbprint(Headers headers) {
    return headers
        .first("x-forwarded-client-cert")
        .flatMap(ClientCertificate::envoyHash)
        .or(
            () ->
                HEADERS.stream()
                    .map(headers::first)
                    .flatMap(Optional::stream)
                    .findFirst()
                    .flatMap(ClientCertificate::der)
                    .map(der -> Hashes.base64Url(Hashes.sha256(der))));
  }

  /** Envoy writes the hash in hexadecimal digits, beside other elements. */
  private static Optional<String> envoyHash(String value) {
    int start = value.indexOf("Hash=");
    int end = start + 5 + SHA256_HEX;
    if (start < 0 || end > value.length()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Hashes.base64Url(HexFormat.of().parseHex(value, start + 5, end)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads PEM, escaped PEM, bare base64, and the byte sequence of RFC 9440, of the first one. */
  private static Optional<byte[]> der(String value) {
    try {
      String text =
          value.indexOf('%') < 0
              ? value
              : URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
      int armor = text.indexOf("-----BEGIN CERTIFICATE-----");
      String body = armor < 0 ? text : text.substring(armor + 27);
      int end = body.indexOf(armor < 0 ? "," : "-----END");
      String base64 = (end < 0 ? body : body.substring(0, end)).replace(":", "");
      byte[] bytes = Base64.getMimeDecoder().decode(base64);
      return bytes.length == 0 ? Optional.empty() : Optional.of(bytes);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}

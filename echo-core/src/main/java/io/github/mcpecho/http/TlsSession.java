package io.github.mcpecho.http;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The TLS connection that the request came over, where the container ends it itself.
 *
 * @param protocol such as {@code TLSv1.3}; empty if the container does not tell
 * @param cipherSuite such as {@code TLS_AES_256_GCM_SHA384}
 * @param alpn the protocol that was chosen from those the client offered, such as {@code h2}, empty
 *     if it offered none (RFC 7301); nothing if the container does not tell
 * @param sni the name of the server that the client asked for, empty if it named none (RFC 6066
 *     §3); nothing if the container does not tell
 * @param clientCertificate that of the peer, which the container has verified (RFC 8446 §4.4.2)
 */
public record TlsSession(
    String protocol,
    String cipherSuite,
    Optional<String> alpn,
    Optional<String> sni,
    Optional<X509Certificate> clientCertificate) {}

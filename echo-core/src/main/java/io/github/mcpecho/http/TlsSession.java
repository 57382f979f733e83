package io.github.mcpecho.http;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * The TLS connection that the request came over, where the container ends it itself.
 *
 * @param protocol such as {@code TLSv1.3}; empty if the container does not tell
 * @param cipherSuite such as {@code TLS_AES_256_GCM_SHA384}
 * @param clientCertificate that of the peer, which the container has verified (RFC 8446 §4.4.2)
 */
public record TlsSession(
    String protocol, String cipherSuite, Optional<X509Certificate> clientCertificate) {}

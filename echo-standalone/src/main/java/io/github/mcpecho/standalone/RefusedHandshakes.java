package io.github.mcpecho.standalone;

import io.github.mcpecho.internal.redaction.QuotedInput;
import java.lang.System.Logger.Level;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXReason;
import java.util.Objects;
import java.util.Set;
import org.eclipse.jetty.io.ssl.SslHandshakeListener;

/**
 * Logs for whoever debugs why a TLS handshake ended, and with whom: the client hears no more than a
 * word, and no request arrives.
 */
final class RefusedHandshakes implements SslHandshakeListener {
  private static final System.Logger LOG = System.getLogger(RefusedHandshakes.class.getName());
  private static final int LONGEST = 200;
  private static final Set<CertPathValidatorException.Reason> OF_NOBODY_KNOWN =
      Set.of(BasicReason.INVALID_SIGNATURE, PKIXReason.NO_TRUST_ANCHOR);

  @Override
  public void handshakeFailed(Event event, Throwable failure) {
    if (LOG.isLoggable(Level.DEBUG)) {
      // As plain text: a message of the JDK may quote what the client sent, and holds no pattern.
      LOG.log(
          Level.DEBUG,
          "A TLS handshake with "
              + event.getEndPoint().getRemoteSocketAddress()
              + " failed: "
              + reason(failure));
    }
  }

  private static String reason(Throwable failure) {
    String said = "";
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        return "the certificate of the client has expired";
      }
      if (cause instanceof CertificateNotYetValidException) {
        return "the certificate of the client is not valid yet";
      }
      if (cause instanceof CertPathBuilderException && cause.getCause() == null
          || cause instanceof CertPathValidatorException path
              && OF_NOBODY_KNOWN.contains(path.getReason())) {
        return "the certificate of the client is not of an authority in "
            + ServerSettings.TLS_CLIENT_CA;
      }
      said = Objects.requireNonNullElse(cause.getMessage(), said);
    }
    if (said.contains("Empty client certificate chain")) {
      return "the client sent no certificate, and " + ServerSettings.TLS_CLIENT_AUTH + " needs one";
    }
    if (said.contains("nrecognized SSL message")) {
      return "what came is no TLS; it may be HTTP, without the s of https";
    }
    return QuotedInput.of(said, LONGEST);
  }
}

package io.github.mcpecho.doctor.exchange;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The certificates that a server shows, looked at without trusting them: Java tells the first fault
 * that it meets, and who mends that one meets the next.
 */
final class ShownCertificates {
  private static final int MOST_NAMES = 5;

  private List<X509Certificate> chain = List.of();

  /** Returns what takes whatever is shown, as long as it is of the host; nothing is to be sent. */
  SSLContext looking() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Looker()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java has TLS", e);
    }
  }

  /** Java itself compares the name of the host behind a trust manager that is not extended. */
  private final class Looker implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] shown, String authType) {
      throw new UnsupportedOperationException("the doctor is a client");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] shown, String authType) {
      chain = List.of(shown);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /**
   * Returns every fault, that first which every client meets.
   *
   * @param refused why the certificates were refused
   * @param looked why the connection of {@link #looking} failed, if it did
   */
  List<Failure> faults(Failure refused, List<Failure> looked, Instant now) {
    if (chain.isEmpty()) {
      return List.of(refused);
    }
    var faults = new ArrayList<Failure>();
    invalid(refused, now).ifPresent(faults::add);
    Stream.concat(Stream.of(refused), looked.stream())
        .filter(failure -> failure.trouble() == Trouble.TLS_OTHER_NAME)
        .map(failure -> new Failure(failure.trouble(), failure.detail() + names()))
        .findFirst()
        .ifPresent(faults::add);
    if (refused.trouble() == Trouble.TLS_UNTRUSTED) {
      faults.add(new Failure(Trouble.TLS_UNTRUSTED, issuer()));
    }
    return faults;
  }

  /** That of another than the server matters where the path to a trusted one needs it. */
  private Optional<Failure> invalid(Failure refused, Instant now) {
    Optional<String> first = Validity.of(chain.get(0)).objection(now);
    Optional<String> another =
        chain.stream()
            .filter(one -> refused.trouble() == Trouble.TLS_EXPIRED)
            .flatMap(
                one ->
                    Validity.of(one).objection(now).stream()
                        .map(objection -> subject(one) + " is " + objection))
            .findFirst();
    return first
        .or(() -> another)
        .map(detail -> new Failure(Trouble.TLS_EXPIRED, detail))
        .or(() -> Optional.of(refused).filter(one -> one.trouble() == Trouble.TLS_EXPIRED));
  }

  /** Whom the certificate names, host names and addresses (RFC 5280 §4.2.1.6). */
  private String names() {
    String names =
        alternativeNames().stream()
            .filter(name -> name.get(0).equals(2) || name.get(0).equals(7))
            .map(name -> name.get(1).toString())
            .limit(MOST_NAMES)
            .collect(Collectors.joining(", "));
    return "; it is of " + (names.isEmpty() ? subject(chain.get(0)) : names);
  }

  private Collection<List<?>> alternativeNames() {
    try {
      return Optional.ofNullable(chain.get(0).getSubjectAlternativeNames()).orElse(List.of());
    } catch (CertificateParsingException e) {
      return List.of();
    }
  }

  private String issuer() {
    X509Certificate last = chain.get(chain.size() - 1);
    if (last.getSubjectX500Principal().equals(last.getIssuerX500Principal())) {
      return chain.size() == 1
          ? "it is signed by itself"
          : "the chain ends with " + subject(last) + ", which this client does not trust";
    }
    return "it is signed by "
        + chain.get(0).getIssuerX500Principal()
        + (chain.size() == 1
            ? ", whose certificate is not served with it"
            : "; the chain of " + chain.size() + " ends before anybody that this client trusts");
  }

  private static String subject(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().toString();
  }
}

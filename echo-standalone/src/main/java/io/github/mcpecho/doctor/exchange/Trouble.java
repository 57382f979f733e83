package io.github.mcpecho.doctor.exchange;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;

/** Why there is no answer, in the order in which a request comes across it. */
public enum Trouble {
  /** The doctor may not contact this address. */
  NOT_ALLOWED("not contacted", DoctorFinding.REACH_NAME_UNKNOWN),
  NAME_UNKNOWN("the name has no address", DoctorFinding.REACH_NAME_UNKNOWN),
  REFUSED("connection refused", DoctorFinding.REACH_REFUSED),
  /** No connection in time, or no way there. */
  UNREACHABLE("no connection", DoctorFinding.REACH_UNREACHABLE),
  TLS_UNTRUSTED("the certificate is not trusted", DoctorFinding.REACH_TLS_UNTRUSTED),
  TLS_OTHER_NAME("the certificate is of another host", DoctorFinding.REACH_TLS_OTHER_NAME),
  TLS_EXPIRED("the certificate is not valid now", DoctorFinding.REACH_TLS_EXPIRED),
  TLS_CLIENT_CERTIFICATE(
      "a certificate of the client is demanded", DoctorFinding.REACH_TLS_CLIENT_CERTIFICATE),
  TLS_FAILED("no agreement on TLS", DoctorFinding.REACH_TLS_FAILED),
  CLOSED("the connection was closed without an answer", DoctorFinding.REACH_CLOSED),
  SILENT("no answer", DoctorFinding.REACH_SILENT),
  NOT_HTTP("what came is not HTTP/1", DoctorFinding.REACH_NOT_HTTP),
  UNFRAMED("where the answer ends cannot be told", DoctorFinding.BACK_HEAD_INVALID);

  private final String words;
  private final DoctorFinding kind;

  Trouble(String words, DoctorFinding kind) {
    this.words = words;
    this.kind = kind;
  }

  /** Returns what it is called for people. */
  public String words() {
    return words;
  }

  /** Returns whether a certificate of the server was refused. */
  boolean isOfCertificate() {
    return this == TLS_UNTRUSTED || this == TLS_OTHER_NAME || this == TLS_EXPIRED;
  }

  /** Returns whether nobody was reached, neither a server nor a proxy. */
  public boolean isWithoutConnection() {
    return compareTo(UNREACHABLE) <= 0;
  }

  /** Returns what it means that the URL itself meets it. */
  public DoctorFinding kind() {
    return kind;
  }
}

package io.github.mcpecho.doctor;

import io.github.mcpecho.diagnosis.doctor.DoctorFinding;

/** A part of the way to an MCP server and back, in the order in which they are looked at. */
public enum Leg {
  /** Names, connections, certificates, and who answers. */
  REACH(Place.THERE, "reach"),
  /** Revisions, methods, sessions. */
  PROTOCOL(Place.SERVER, "protocol"),
  /** The challenge, the metadata and the token. */
  AUTHORIZATION(Place.SERVER, "authorization"),
  /** What becomes of a request before it arrives. */
  THERE(Place.THERE, "headers and body"),
  /** What becomes of an answer. */
  BACK(Place.BACK, "answers"),
  /** By which URL the server takes itself to be called, and by whom. */
  SERVER(Place.SERVER, "its own view"),
  /** Events one by one, silence, hang-ups. */
  STREAMS(Place.BACK, "streams"),
  /** Who is refused for what it calls itself, or for what a message looks like. */
  AGENTS(Place.THERE, "user agents"),
  /** What a web page may send and read. */
  BROWSER(Place.BACK, "browser"),
  /** Tools, results and progress, as they come through. */
  CONTENT(Place.BACK, "content"),
  /** Several servers behind one URL. */
  REPLICAS(Place.SERVER, "replicas"),
  /** How long all of it takes, and by which clock. */
  TIME(Place.WAY, "time"),
  /** The same server past the proxies. */
  DIRECT(Place.WAY, "past the proxies");

  private final Place place;
  private final String title;

  Leg(Place place, String title) {
    this.place = place;
    this.title = title;
  }

  /** Returns the leg that the first word of a kind names. */
  static Leg of(DoctorFinding kind) {
    return valueOf(kind.name().substring(0, kind.name().indexOf('_')));
  }

  /** Where a fault is to be looked for. */
  public enum Place {
    THERE("there"),
    SERVER("server"),
    BACK("back"),
    WAY("all of it");

    private final String title;

    Place(String title) {
      this.title = title;
    }

    /** Returns what people call it. */
    public String title() {
      return title;
    }
  }

  /** Returns where a fault of this leg is to be looked for. */
  public Place place() {
    return place;
  }

  /** Returns what people call it. */
  public String title() {
    return title;
  }
}

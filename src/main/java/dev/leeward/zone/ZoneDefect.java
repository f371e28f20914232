package dev.leeward.zone;

/** One thing that is wrong with a zone, where it stands and what mends it. */
public record ZoneDefect(ZoneDefectKind kind, FileLine where, String what, String whatToDo) {
  public Severity severity() {
    return kind.severity();
  }

  public boolean isError() {
    return severity() == Severity.ERROR;
  }

  public String code() {
    return kind.code();
  }

  @Override
  public String toString() {
    return where + ": " + what + "; " + whatToDo;
  }
}

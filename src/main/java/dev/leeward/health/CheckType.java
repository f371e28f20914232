package dev.leeward.health;

/** What a check does; each kind has its own settings, and its own {@link Probing}. */
public sealed interface CheckType
    permits NetworkCheck, CommandCheck, CompositeCheck, FileCheck, HeartbeatCheck {}

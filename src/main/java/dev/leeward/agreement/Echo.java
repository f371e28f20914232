package dev.leeward.agreement;

/**
 * The newest ballot seen from a voter. The boot epoch is part of it: after a restart numbers begin
 * anew.
 */
public record Echo(String voter, long bootEpoch, long number) {}

package dev.leeward.notification;

/** What the instances know a notice by that goes one way. */
record ItemKey(String id, String notification) {}

package dev.leeward.notification;

/** What became of one attempt. */
sealed interface Delivery {
  /** It was taken; whether anybody reads it is not known. */
  record Delivered(String detail) implements Delivery {}

  /** It may be taken another time, or from another instance. */
  record Failed(String cause) implements Delivery {}

  /** It will never be taken: the same words again would be refused again. */
  record Refused(String cause) implements Delivery {}
}

package dev.leeward.querylog;

import java.util.List;

/** An exchange as it is written down. Pure. */
sealed interface Form permits DnstapForm, TextForm {
  /** One or more records. */
  List<byte[]> records(Exchange exchange);
}

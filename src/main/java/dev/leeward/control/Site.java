package dev.leeward.control;

import java.util.Map;
import java.util.Optional;

/**
 * Pages for people at the API's listener. Every method may be called from any thread, and may wait
 * for the decision loop.
 */
public interface Site {
  /** How the paths begin that are behind the API's guard. */
  String GUARDED = "/dashboard/";

  /** No pages. */
  Site NONE =
      new Site() {
        @Override
        public Optional<Page> open(String path) {
          return Optional.empty();
        }

        @Override
        public Optional<Page> guarded(String path, Map<String, String> parameters) {
          return Optional.empty();
        }
      };

  /** What anybody may read: it holds nothing of what this instance knows. Returns at once. */
  Optional<Page> open(String path);

  /** What only those may read who may ask the API; every path begins with {@link #GUARDED}. */
  Optional<Page> guarded(String path, Map<String, String> parameters);

  /**
   * An answer.
   *
   * @param type media type
   * @param lasting whether the same address will always have the same content
   */
  record Page(int status, String type, String content, boolean lasting) {}
}

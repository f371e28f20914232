package dev.leeward.zone;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * Has other threads read the blocks behind the one in hand, as if nothing before them changed what
 * holds for them; whoever takes one reads it again where something did. Owned by one reading of a
 * file.
 */
final class ReadAhead {
  private final TextBlocks source;
  private final ReadingPlan plan;
  private final Deque<Pending> pending = new ArrayDeque<>();

  /** Of blocks that were taken and are done with: so a file of any length needs but a few. */
  private final Deque<TextBlock> free = new ArrayDeque<>();

  private @Nullable TextBlock inHand;

  /**
   * @param task null when nobody reads it
   */
  private record Pending(TextBlock block, @Nullable ForkJoinTask<?> task) {}

  ReadAhead(TextBlocks source, ReadingPlan plan) {
    this.source = source;
    this.plan = plan;
  }

  /**
   * The next block, null behind the last; that before it is no longer the caller's.
   *
   * @param context what holds now
   */
  @Nullable TextBlock next(EntryContext context) throws IOException {
    if (inHand != null) {
      free.push(inHand);
    }
    while (pending.size() <= plan.blocksAhead() && offer(context)) {}
    inHand = poll();
    return inHand;
  }

  private @Nullable TextBlock poll() {
    Pending next = pending.poll();
    if (next != null && next.task != null) {
      next.task.join();
    }
    return next == null ? null : next.block;
  }

  /**
   * Makes the block in hand begin there and go on with the blocks behind it, at least as much
   * again: an entry that never ends is not looked at block by block.
   */
  void extend(TextBlock block, int from) throws IOException {
    int enough = 2 * (block.length() - from);
    block.cutBefore(from);
    while (!block.isLast() && block.length() <= enough) {
      TextBlock next = poll();
      if (next == null) {
        next = free.isEmpty() ? new TextBlock() : free.pop();
        source.next(next);
      }
      block.append(next);
      free.push(next);
    }
  }

  private boolean offer(EntryContext context) throws IOException {
    TextBlock block = free.isEmpty() ? new TextBlock() : free.pop();
    block.run.forget();
    if (!source.next(block)) {
      return false;
    }
    boolean isAlone = block.isLast() && pending.isEmpty();
    ForkJoinTask<?> task =
        plan.blocksAhead() == 0 || isAlone
            ? null
            : ForkJoinTask.adapt(() -> plan.read(block, context, 0)).fork();
    pending.add(new Pending(block, task));
    return true;
  }
}

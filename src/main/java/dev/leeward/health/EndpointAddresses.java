package dev.leeward.health;

import dev.leeward.topology.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Function;

/**
 * Where endpoints are. Any thread may call.
 *
 * <p>A host is looked up with every probe, which the resolver answers from its cache as long as the
 * answer may live, and the probe goes where the last lookup led: it never waits for a resolver,
 * whose failure says nothing about the endpoint, unless nothing is known yet.
 */
final class EndpointAddresses {
  /** More are not probed: whoever owns the name does not choose how much this host does. */
  static final int MOST_OF_A_HOST = 16;

  private static final Comparator<InetAddress> IPV4_FIRST =
      Comparator.comparing((InetAddress address) -> address.getAddress().length)
          .thenComparing(InetAddress::getAddress, java.util.Arrays::compareUnsigned);

  private final Function<String, Future<List<InetAddress>>> resolver;
  private final Map<String, List<InetAddress>> known = new ConcurrentHashMap<>();
  private final Map<String, Future<List<InetAddress>>> asked = new ConcurrentHashMap<>();
  private final Set<AddressListener> listeners = new CopyOnWriteArraySet<>();

  /**
   * @param resolver gets absolute names, with the last dot
   */
  EndpointAddresses(Function<String, Future<List<InetAddress>>> resolver) {
    this.resolver = resolver;
  }

  void tell(AddressListener listener) {
    listeners.add(listener);
  }

  /** A host at each of its addresses, as far as they are known; else the endpoint itself. */
  List<Endpoint> places(Endpoint endpoint) {
    List<InetAddress> found =
        endpoint.location() instanceof Endpoint.Host(String name)
            ? known.getOrDefault(name, List.of())
            : List.of();
    return found.isEmpty()
        ? List.of(endpoint)
        : found.stream().map(address -> Endpoint.at(endpoint, address)).toList();
  }

  /** The first, where there are several. Completes on any thread. */
  Future<InetAddress> of(Endpoint endpoint) {
    return switch (endpoint.location()) {
      case Endpoint.Address(InetAddress address) -> Future.succeededFuture(address);
      case Endpoint.HostAddress(String name, InetAddress address) -> {
        Future<List<InetAddress>> _ = lookUp(name);
        yield Future.succeededFuture(address);
      }
      case Endpoint.Host(String name) -> ofHost(name);
    };
  }

  private Future<InetAddress> ofHost(String host) {
    List<InetAddress> last = known.get(host);
    Future<List<InetAddress>> answer = lookUp(host);
    return last == null ? answer.map(List::getFirst) : Future.succeededFuture(last.getFirst());
  }

  /** One question at a time: a resolver that hangs is not asked again with every probe. */
  private Future<List<InetAddress>> lookUp(String host) {
    Promise<List<InetAddress>> promise = Promise.promise();
    Future<List<InetAddress>> before = asked.putIfAbsent(host, promise.future());
    if (before != null) {
      return before;
    }
    resolver
        .apply(host)
        .map(EndpointAddresses::some)
        .onComplete(result -> {
          if (result.succeeded()) {
            learn(host, result.result());
          }
          asked.remove(host);
          promise.handle(result);
        });
    return promise.future();
  }

  /** In an order that does not change when a resolver turns its answers round. */
  private static List<InetAddress> some(List<InetAddress> found) {
    if (found.isEmpty()) {
      throw new IllegalArgumentException("the name has no address");
    }
    return found.stream().distinct().sorted(IPV4_FIRST).limit(MOST_OF_A_HOST).toList();
  }

  private void learn(String host, List<InetAddress> found) {
    if (!found.equals(known.put(host, found))) {
      listeners.forEach(each -> each.found(host, found));
    }
  }
}

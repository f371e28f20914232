package dev.leeward.health;

import dev.leeward.topology.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.InetAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Where endpoints are. Any thread may call.
 *
 * <p>A host is looked up with every probe, and the probe goes where the last lookup led: it never
 * waits for a resolver, whose failure says nothing about the endpoint, unless nothing is known yet.
 */
final class EndpointAddresses {
  private final Function<String, Future<InetAddress>> resolver;
  private final Map<String, InetAddress> known = new ConcurrentHashMap<>();
  private final Map<String, Future<InetAddress>> asked = new ConcurrentHashMap<>();

  /**
   * @param resolver gets absolute names, with the last dot
   */
  EndpointAddresses(Function<String, Future<InetAddress>> resolver) {
    this.resolver = resolver;
  }

  /** Completes on any thread. */
  Future<InetAddress> of(Endpoint endpoint) {
    return switch (endpoint.location()) {
      case Endpoint.Address(InetAddress address) -> Future.succeededFuture(address);
      case Endpoint.Host(String name) -> ofHost(name);
    };
  }

  private Future<InetAddress> ofHost(String host) {
    InetAddress last = known.get(host);
    Future<InetAddress> answer = lookUp(host);
    return last == null ? answer : Future.succeededFuture(last);
  }

  /** One question at a time: a resolver that hangs is not asked again with every probe. */
  private Future<InetAddress> lookUp(String host) {
    Promise<InetAddress> promise = Promise.promise();
    Future<InetAddress> before = asked.putIfAbsent(host, promise.future());
    if (before != null) {
      return before;
    }
    resolver
        .apply(host)
        .onComplete(result -> {
          if (result.succeeded()) {
            known.put(host, result.result());
          }
          asked.remove(host);
          promise.handle(result);
        });
    return promise.future();
  }
}

"""Whether decisions and a reload show in the answers' times: Leeward at a fixed rate, first left alone, then not."""
import shutil
import threading
import time

import zones
from machine import WrongSetUp

DECISIONS_A_SECOND = 10


class Operator(threading.Thread):
    """Drains the first region of one service after the other, gives it back, and reloads a changed zone once."""

    def __init__(self, server, seconds):
        super().__init__(daemon=True)
        self.server, self.seconds = server, seconds
        self.decisions = self.reloads = 0
        self.problem = None

    def run(self):
        try:
            self.work()
        except OSError as problem:
            self.problem = problem

    def work(self):
        begin = time.monotonic()
        reload = threading.Thread(target=self.reload, daemon=True)
        while (passed := time.monotonic() - begin) < self.seconds:
            service, back = self.decisions // 2 % zones.SERVICES, self.decisions % 2
            body = {"region": "first", "service": f"s{service}", "reason": "measuring"}
            if back:
                self.server.call("/api/v1/undrain", {"region": "first", "service": f"s{service}", "reason": "bench"})
            else:
                self.server.call("/api/v1/drain", body)
            self.decisions += 1
            if passed > self.seconds / 2 and not self.reloads:
                self.reloads = 1
                reload.start()
            time.sleep(max(0, begin + self.decisions / DECISIONS_A_SECOND - time.monotonic()))
        if self.reloads:
            reload.join(60)

    def reload(self):
        try:
            text = self.server.zone_file.read_text()
            self.server.zone_file.write_text(text.replace("2026010101", "2026010102", 1))
            self.server.call("/api/v1/reload", {"force": True, "reason": "bench"}, timeout=120)
        except OSError as problem:
            self.problem = problem


def measure(server, loads, chosen):
    shared = server.zone.steered
    own = shared.with_name(f"disturbed-{server.zone.names}.zone")
    shutil.copy(shared, own)
    server.zone = type(server.zone)(server.zone.names, server.zone.plain, own, server.zone.queries)
    rows = []
    try:
        server.start()
        loads.warm_up(server, chosen.warm_up)
        operator = Operator(server, 3)  # warms what decides, too
        operator.run()
        for each_round in range(chosen.rounds * chosen.restarts):
            quiet = loads.at_rate(server)
            begin = last_event(server)
            operator = Operator(server, chosen.seconds + 0.5)
            operator.start()
            busy = loads.at_rate(server)
            operator.join(120)
            if operator.problem or not operator.reloads:
                raise WrongSetUp(f"the operator's part failed: {operator.problem}")
            if last_event(server) - begin < operator.decisions:
                raise WrongSetUp(f"{operator.decisions} commands made only {last_event(server) - begin} events")
            rows.append((loads.keep({**quiet, "mode": "quiet", "server": server.label, "round": each_round}),
                         loads.keep({**busy, "mode": "disturbed", "server": server.label, "round": each_round})))
    finally:
        server.stop()
        own.unlink()
    print(f"\n## {chosen.rate} queries/s, {server.zone.names} names, left alone and with {DECISIONS_A_SECOND} decisions/s and a reload\n\n"
          "| | p50 us | p99 us | p99.9 us | greatest us | CPU us | lost |\n|---|---|---|---|---|---|---|", flush=True)
    for quiet, busy in rows:
        for name, row in (("quiet", quiet), ("disturbed", busy)):
            print(f"| {name} | {row['p50_us']:.0f} | {row['p99_us']:.0f} | {row['p999_us']:.0f} | {row['max_us']:.0f} | "
                  f"{row['cpu_us_per_q']:.2f} | {row['missed']} |", flush=True)


def last_event(server):
    return server.call("/api/v1/events?limit=1")["last"]

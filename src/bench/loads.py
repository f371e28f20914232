"""One load on one server, one row of results."""
import json
import re
import subprocess

import machine
from machine import LOAD_CPU, WrongSetUp, pinned

CLEAN = 0.02  # share of the time that something else took the CPU from server or generator


class Loads:
    """Puts load on servers and keeps the rows. Of up to `tries` tries the least disturbed one counts, not the fastest."""

    def __init__(self, generator, seconds, rate, tries, out, favoured=True):
        self.generator, self.seconds, self.rate, self.tries, self.out, self.favoured = generator, seconds, rate, tries, out, favoured
        self.rows = []

    def warm_up(self, server, seconds, modes=()):
        if seconds:
            self.blast(server, seconds=seconds, warm_up=0)
            if "tcp" in modes:
                self.tcp(server, seconds=seconds)

    def measure(self, mode, server, **about):
        load = {"saturated": self.blast, "rate": self.at_rate, "tcp": self.tcp}[mode]
        best = min(self.some(load, server), key=lambda row: row["disturbed"])
        return self.keep({**best, "mode": mode, "server": server.label, "names": server.zone.names, **about})

    def some(self, load, server):
        for _ in range(self.tries):
            row = load(server)
            yield row
            if row["disturbed"] < CLEAN:
                return

    def keep(self, row):
        self.rows.append(row)
        with open(self.out, "a") as file:
            file.write(json.dumps(row) + "\n")
        return row

    def blast(self, server, *options, seconds=None, warm_up=0.5):
        command = [self.generator, "-p", server.port, "-f", server.zone.queries, "-C", LOAD_CPU, "-P", server.pid, "-T", "-b", 64,
                   "-d", seconds or self.seconds, "-W", warm_up, *options]
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, preexec_fn=pinned({LOAD_CPU}, self.favoured))
        return self.row(done.stdout, server, done.stderr)

    @staticmethod
    def row(said, server, errors=""):
        """What the generator said of a load."""
        if not said.startswith("{"):
            raise WrongSetUp(f"no load on {server.label}: {errors.strip()}")
        row = json.loads(said)
        if not row["received"]:
            raise WrongSetUp(f"{server.label} answered nothing")
        row["disturbed"] = row.get("server_wait", 0) + row["client_wait"]
        row["missed"] = row["lost"] + row["unsent"]
        return row

    def at_rate(self, server, seconds=None):
        return self.blast(server, "-r", self.rate, seconds=seconds)

    def tcp(self, server, connections=20, outstanding=400, seconds=None):
        command = ["dnsperf", "-s", "127.0.0.1", "-p", server.port, "-d", server.zone.queries, "-m", "tcp", "-c", connections, "-T", 1,
                   "-q", outstanding, "-l", seconds or self.seconds]
        cpu, waited = machine.cpu_seconds(server.pid), machine.waited_seconds(server.pid)
        done = subprocess.run([str(word) for word in command], capture_output=True, text=True, preexec_fn=pinned({LOAD_CPU}, self.favoured))
        cpu, waited = machine.cpu_seconds(server.pid) - cpu, machine.waited_seconds(server.pid) - waited
        said = {key.strip(): value.split()[0] for key, _, value in (line.partition(":") for line in done.stdout.splitlines())
                if value.split()}
        answered = int(said.get("Queries completed", 0))
        if not answered:
            raise WrongSetUp(f"{server.label} answered nothing over TCP: {done.stderr.strip()}")
        elapsed = float(said["Run time (s)"])
        return {"qps": float(said["Queries per second"]), "cpu_us_per_q": cpu * 1e6 / answered, "missed": int(said["Queries lost"]),
                "server_cpu": cpu / elapsed, "disturbed": waited / elapsed}

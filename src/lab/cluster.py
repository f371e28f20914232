"""Three Leeward instances and two regions of web servers in a lab, and what a watching host sees of them."""
import contextlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import threading
import time

import endpoint
from lab import HERE

INSTANCES = {"iad-1": "us-east", "fra-1": "eu-west", "sin-1": "ap-south"}
WEB = {"us-east": "web-us", "eu-west": "web-eu"}
HOSTS = {"iad-1": "us-east", "web-us": "us-east", "fra-1": "eu-west", "web-eu": "eu-west", "sin-1": "ap-south",
         "client": "client"}
DELAYS = {("us-east", "eu-west"): 40, ("us-east", "ap-south"): 80, ("eu-west", "ap-south"): 60,
          ("client", "us-east"): 5, ("client", "eu-west"): 5, ("client", "ap-south"): 5}
FIRST = 10  # the last part of the first service's address in each region

CONFIG = """
leeward {
  cluster = laboratory
  state-directory = "state/"${leeward.instance}
  private-key-file = ${leeward.instance}".key"
  instances {
%(instances)s
  }
  zones = [ { origin = "example.com.", file = "example.com.zone" } ]
  regions {
    us-east { networks = ["%(us)s.0/24"] }
    eu-west { networks = ["%(eu)s.0/24"] }
  }
  checks { web { type = http, port = 80, path = "/", interval = 1s, timeout = %(timeout)s, retry-interval = 250ms, fall = 3, rise = 5 } }
  services {
%(services)s
  }
}
"""


LONGEST_TIMEOUT = 1.5


class Failed(Exception):
    """The row did not show what it must show."""


def until(what, seconds, condition):
    """Waits for it; returns the seconds that it took."""
    start = time.monotonic()
    while not condition():
        if time.monotonic() - start > seconds:
            raise Failed(f"not within {seconds} s: {what}")
        time.sleep(0.02)
    return time.monotonic() - start


STARTING = threading.Lock()


class Cluster:
    """Service N of `services` is wN.example.com with one address in each region."""

    def __init__(self, lab, distribution, services=1, hold="5s", timeout="500ms"):
        self.lab, self.leeward = lab, pathlib.Path(distribution) / "bin" / "leeward"
        self.services, self.hold, self.processes = services, hold, {}
        self.timeout, self.turns, self.spoilt = timeout, 0, False
        for region, host in WEB.items():
            addresses = lab.address(host, FIRST) + (f"-{FIRST + services - 1}" if services > 1 else "")
            lab.popen(host, [sys.executable, HERE / "endpoint.py", "serve", lab.dir / host, f"http://{addresses}:80"],
                      log=f"{host}.log")
        self.write()
        for host in WEB.values():
            until(f"{host} serves", 10, (lab.dir / host).exists)

    def turn(self):
        """A service's number, each in its turn."""
        self.turns += 1
        return (self.turns - 1) % self.services

    def name(self, service):
        return f"w{service}.example.com"

    def addresses(self, *regions, service=0):
        return sorted(f"A {self.lab.address(WEB[region], FIRST + service)}" for region in regions)

    def run(self, *arguments, host="client", check=True):
        return self.lab.exec(host, [self.leeward, *arguments], check=check)

    def write(self):
        folder = self.lab.dir
        keys = {name: self.run("keygen", "--out", folder / f"{name}.key").strip() for name in INSTANCES}
        blocks = "\n".join(
            f'    {name} {{ region = {region}, link-address = "{self.lab.address(name)}:5801", public-key = "{keys[name]}"\n'
            f'      listen {{ dns = ["{self.lab.address(name)}:53"], api = "127.0.0.1:8053" }} }}'
            for name, region in INSTANCES.items())
        services = "\n".join(
            f'    w{n} {{ names = ["w{n}.example.com."], check = web, regions = [us-east, eu-west], failback {{ hold = {self.hold} }} }}'
            for n in range(self.services))
        network = {region: self.lab.address(host, "x").removesuffix(".x") for region, host in WEB.items()}
        (folder / "leeward.conf").write_text(
            CONFIG % {"instances": blocks, "services": services, "timeout": self.timeout, "us": network["us-east"], "eu": network["eu-west"]})
        records = [f"w{n} 300 A {network[region]}.{FIRST + n}\n" for n in range(self.services) for region in WEB]
        (folder / "example.com.zone").write_text(
            "@ 300 SOA ns1 hostmaster 1 7200 1800 1209600 30\n@ 300 NS ns1\nns1 300 A 203.0.113.1\n" + "".join(records))

    # Instances.

    def start(self, *names):
        for name in names:
            self.processes[name] = self.lab.popen(
                name, [self.leeward, "serve", "--config", self.lab.dir / "leeward.conf", "--instance", name],
                log=f"{name}.log")

    def kill(self, *names):
        """All at once, as far as signals allow; returns when."""
        processes = [self.processes.pop(name) for name in names or list(self.processes)]
        at = None
        for process in processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            at = at or time.monotonic()
        for process in processes:
            process.wait()
        return at

    def fresh(self, *order):
        """Begins anew without any state and returns when all is calm. order: who starts first is the oldest member. One cluster at a
        time: starting takes the processors that others measure with."""
        with STARTING:
            self.start_fresh(*order)
        self.spoilt = False

    def used(self):
        """Instances to which nothing happened but what is undone now, or fresh ones; and a service whose turn it is."""
        if self.processes and not self.spoilt:
            self.lab.heal()
            self.web("*", "ok")
            self.start(*(name for name in INSTANCES if name not in self.processes))
            self.calm()
        else:
            self.fresh()
        return self.turn()

    def start_fresh(self, *order):
        self.lab.heal()
        self.web("*", "ok")
        self.kill()
        shutil.rmtree(self.lab.dir / "state", ignore_errors=True)
        if order:
            self.start(order[0])
            until(f"{order[0]} answers", 30, lambda: self.status(order[0]))
        self.start(*(name for name in INSTANCES if name not in order[:1]))
        self.calm()
        until("all timeouts are learned", 60, lambda: all(self.has_learned(name) for name in self.processes))
        # Three maps that start at once on a machine of two cores stall everything for a while: that is not what is measured.
        until("the replicated map has all members", 60, lambda: all(
            len(self.part_of_status(name, "mapMembers")) == len(INSTANCES) for name in self.processes))

    def status(self, name):
        """The API's status of an instance; None while it does not answer."""
        text = self.lab.exec(name, ["curl", "-s", "-m", "2", "http://127.0.0.1:8053/api/v1/status"], check=False)
        with contextlib.suppress(ValueError):
            return json.loads(text)
        return None

    def part_of_status(self, name, part):
        """Nothing while it does not answer."""
        status = self.status(name)
        return status[part] if status else []

    def serves(self, name, regions, service=0):
        """Whether it says that it serves the service from these regions."""
        services = self.part_of_status(name, "services")
        return bool(services) and services[service]["served"] == regions

    def metric(self, name, metric):
        text = self.lab.exec(name, ["curl", "-s", "-m", "2", "http://127.0.0.1:8053/metrics"], check=False)
        return sum(float(line.split()[-1]) for line in text.splitlines() if line.startswith(metric))

    def is_calm(self, name):
        status = self.status(name)
        return (status is not None and status["automation"]["running"]
                and all(voter["fresh"] and voter["sameLedger"] and not voter["abstains"] for voter in status["voters"])
                and all(target["verdict"] == "up" for target in status["targets"])
                and all(service["served"] == ["us-east"] for service in status["services"]))

    def has_learned(self, name):
        """Whether no target is given all the time that there is any more, as it is until ten answers are known."""
        text = self.lab.exec(name, ["curl", "-s", "-m", "2", "http://127.0.0.1:8053/api/v1/targets"], check=False)
        with contextlib.suppress(ValueError):
            return all(target["timeout"] < LONGEST_TIMEOUT for target in json.loads(text)["targets"])
        return False

    def calm(self, seconds=60):
        until("all instances are calm", seconds, lambda: all(self.is_calm(name) for name in self.processes))

    def ledgers(self, *names):
        """The digests of what is agreed: one when all agree."""
        return {status["ledger"] if (status := self.status(name)) else None for name in names or self.processes}

    def opinions(self, name, region):
        """What an instance itself holds a region's endpoints for."""
        return {target["opinion"] for target in self.part_of_status(name, "targets") if target["region"] == region}

    @contextlib.contextmanager
    def thief(self, name):
        """Somebody else with that instance's key, on its host."""
        process = self.lab.popen(
            name, [sys.executable, HERE / "thief.py", f"{self.lab.address(name)}:5801", self.lab.dir / f"{name}.key",
                   "laboratory", name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        try:
            yield Thief(process)
        finally:
            self.lab.kill(process)

    # Endpoints.

    def web(self, what, behaviour, *regions):
        """what: a service's number, or * for all. Returns when the first region's endpoints do so."""
        at = None
        for region in regions or WEB:
            host = WEB[region]
            address = "*" if what == "*" else f"http://{self.lab.address(host, FIRST + what)}:80"
            at = at or time.monotonic()
            endpoint.ask(self.lab.dir / host, f"set {address} {behaviour}")
        return at

    # What clients see.

    @contextlib.contextmanager
    def watching(self, *services, names=tuple(INSTANCES)):
        """Gives a list that holds one Seen when the block ends."""
        out = self.lab.dir / "seen.json"
        out.unlink(missing_ok=True)
        specs = [f"{name}={self.lab.address(name)}:53,{self.name(service)},A" for name in names for service in services or [0]]
        watch = self.lab.popen("client", [sys.executable, HERE / "watch.py", "--out", out, *specs], log="watch.log")
        time.sleep(0.5)
        seen = []
        try:
            yield seen
        finally:
            watch.terminate()
            watch.wait()
        seen.append(Seen(json.loads(out.read_text())))


class Thief:
    def __init__(self, process):
        self.process = process

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def heard(self):
        """Ballots that it keeps, by peer."""
        return self.ask("heard")

    def replay(self, seconds):
        """Returns when it is over, with how many were sent."""
        return self.ask(f"replay {seconds}")


class Seen:
    def __init__(self, result):
        self.result = result

    def of(self, instance, name):
        return next(w for w in self.result["watched"] if w["label"] == instance and w["name"] == name)

    def changes(self, instance, name):
        """Those after the first answer."""
        return [change for change in self.of(instance, name)["changes"] if change["previous"] is not None]

    def seconds(self, instance, name, answer, since):
        """From `since` to the first such answer, after which it stays."""
        changes = [c for c in self.of(instance, name)["changes"] if c["at"] >= since]
        at = next((c["at"] for c in changes if c["answer"] == answer), None)
        if at is None:
            raise Failed(f"{instance} never answered {name} with {answer}: {[c['answer'] for c in changes]}")
        if later := [c for c in changes if c["at"] > at]:
            raise Failed(f"{instance} changed {name} again: {[c['answer'] for c in later]}")
        return at - since

    def first(self, instance, name, since):
        """The first answer that was asked for after `since`."""
        watched = self.of(instance, name)
        return next((c["answer"] for c in watched["changes"] if c["asked"] >= since), None)

    def steady(self):
        """Nothing changed anywhere."""
        for watched in self.result["watched"]:
            if changes := [c for c in watched["changes"] if c["previous"] is not None]:
                raise Failed(f"{watched['label']} changed {watched['name']}: {[c['answer'] for c in changes]}")
            if not watched["answers"]:
                raise Failed(f"{watched['label']} was never heard")

    def clean(self):
        """No empty answer and no error, whatever else happened."""
        for watched in self.result["watched"]:
            errors = {code: count for code, count in watched["rcodes"].items() if code != "NOERROR"}
            if watched["empty"] or errors:
                raise Failed(f"{watched['label']}: {watched['empty']} empty answers, {errors}")

    def counts(self):
        watched = self.result["watched"]
        return {"answers": sum(w["answers"] for w in watched), "timeouts": sum(w["timeouts"] for w in watched),
                "empty": sum(w["empty"] for w in watched),
                "errors": sum(n for w in watched for code, n in w["rcodes"].items() if code != "NOERROR"),
                "changes": sum(len([c for c in w["changes"] if c["previous"] is not None]) for w in watched)}

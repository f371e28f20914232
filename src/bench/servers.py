"""The servers that are compared, each in its own folder, in the foreground, with one worker thread on one CPU."""
import dataclasses
import json
import os
import pathlib
import shutil
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request

import zones
from machine import HOME, SERVER_CPU, WrongSetUp, find, free_port, pinned, until

TYPES = {"A": 1, "NS": 2, "MX": 15, "TXT": 16, "AAAA": 28}
RATE_LIMIT = 1_000_000  # above any load, so that it limits nothing and costs what it costs


def ask(port, name, kind, wait=0.2):
    """(response code, records in the answer section, octets), or None without an answer."""
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.rstrip(".").split("."))
    query = b"\x12\x34\0\0\0\1\0\0\0\0\0\0" + labels + b"\0" + TYPES[kind].to_bytes(2, "big") + b"\0\1"
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        s.settimeout(wait)
        try:
            s.connect(("127.0.0.1", port))
            s.send(query)
            answer = s.recv(65535)
        except OSError:
            return None
    return answer[3] & 15, int.from_bytes(answer[6:8], "big"), answer


class Server:
    """A process that answers for zones.ORIGIN on 127.0.0.1:port from start to stop."""
    program = None

    def __init__(self, label, folder, zone, cpus=frozenset({SERVER_CPU}), favoured=True):
        self.label, self.folder, self.zone, self.cpus, self.favoured = label, folder, zone, cpus, favoured
        self.process = self.port = None

    @classmethod
    def missing(cls):
        return None if find(cls.program) else f"{cls.program} is not installed"

    def start(self, wait=True, port=None):
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.port = port or free_port()
        command, environment = self.prepare()
        self.log = self.folder / "output"
        with open(self.log, "w") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment,
                                            preexec_fn=pinned(self.cpus, self.favoured))
        if wait:
            self.await_answers()
        return self

    def await_answers(self, seconds=180):
        try:
            until(self.answers, seconds, f"an answer of {self.label}")
        except WrongSetUp:
            said = self.log.read_text(errors="replace")[-2000:]
            self.stop()
            raise WrongSetUp(f"{self.label} does not answer; it said:\n{said}") from None

    def answers(self):
        if self.process.poll() is not None:
            raise WrongSetUp(f"{self.label} ended; it said:\n{self.log.read_text(errors='replace')[-2000:]}")
        answer = ask(self.port, f"www-0.{zones.ORIGIN}", "A")
        return answer is not None and answer[0] == 0 and answer[1] == 1

    @property
    def pid(self):
        return self.process.pid

    def stop(self):
        if self.process:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path


class Nsd(Server):
    program = "nsd"

    def prepare(self):
        config = self.write("nsd.conf", f"""server:
  ip-address: 127.0.0.1@{self.port}
  server-count: 1
  tcp-count: 100
  username: ""
  chroot: ""
  database: ""
  zonesdir: "{self.folder}"
  pidfile: "{self.folder}/nsd.pid"
  xfrdfile: "{self.folder}/xfrd.state"
  xfrdir: "{self.folder}"
  zonelistfile: "{self.folder}/zone.list"
  verbosity: 0
  rrl-ratelimit: 0
  receive-buffer-size: 4194304
  send-buffer-size: 4194304
remote-control:
  control-enable: no
zone:
  name: "{zones.ORIGIN}"
  zonefile: "{self.zone.plain}"
""")
        return [find("nsd"), "-d", "-c", config], None


class Knot(Server):
    program = "knotd"

    def prepare(self):
        config = self.write("knot.conf", f"""server:
    listen: 127.0.0.1@{self.port}
    rundir: "{self.folder}"
    udp-workers: 1
    tcp-workers: 1
    background-workers: 1
    automatic-acl: off
    tcp-max-clients: 200
database:
    storage: "{self.folder}/db"
log:
  - target: stderr
    any: warning
template:
  - id: default
    semantic-checks: off
    journal-content: none
    zonefile-sync: -1
    storage: "{self.folder}"
zone:
  - domain: {zones.ORIGIN}
    file: "{self.zone.plain}"
""")
        return [find("knotd"), "-c", config], None


class Gdnsd(Server):
    program = "gdnsd"

    def prepare(self):
        for each in ("run", "state"):
            (self.folder / each).mkdir()
        self.write("etc/config", f"""options => {{
  listen => 127.0.0.1:{self.port}
  udp_threads => 1
  tcp_threads => 1
  run_dir => {self.folder}/run
  state_dir => {self.folder}/state
  udp_rcvbuf => 1048576
  udp_sndbuf => 1048576
}}
""")
        (self.folder / "etc/zones").mkdir()
        shutil.copy(self.zone.plain, self.folder / "etc/zones" / zones.ORIGIN.rstrip("."))
        return [find("gdnsd"), "-c", self.folder / "etc", "start"], None


PEERS = {"nsd": Nsd, "knot": Knot, "gdnsd": Gdnsd}


@dataclasses.dataclass(frozen=True)
class Build:
    """A Leeward to measure: the command that its arguments follow."""
    label: str
    command: tuple[str, ...]

    @staticmethod
    def current():
        """What ./leeward makes of the sources."""
        made = subprocess.run([HOME / "leeward", "--version"], capture_output=True, text=True)
        if made.returncode:
            raise WrongSetUp(f"./leeward does not build: {made.stderr.strip()}")
        return Build("leeward", (str((HOME / "target/leeward").resolve() / "bin/leeward"),))

    @staticmethod
    def of(text):
        """[LABEL=]FOLDER of a distribution, or [LABEL=]COMMAND WORD..."""
        label, _, rest = text.rpartition("=") if "=" in text.split(" ")[0] else ("", "", text)
        words = rest.split()
        folder = pathlib.Path(words[0])
        if len(words) == 1 and (folder / "bin/leeward").exists():
            words = [str(folder.resolve() / "bin/leeward")]
        if not find(words[0]):
            raise WrongSetUp(f"neither a distribution nor a program: {words[0]}")
        return Build(label or "leeward", tuple(words))


class Leeward(Server):
    """With metrics, cookies and rate limiting on, and as many UDP threads as CPUs that it may use. Steered: all names that have
    addresses, by zones.SERVICES services in two regions, whose endpoints are answered for by `endpoints`."""

    def __init__(self, build, folder, zone, endpoints=None, java_options=(), **rest):
        label = build.label if endpoints is None else f"{build.label}-steered"
        super().__init__(label, folder, zone, **rest)
        self.build, self.endpoints, self.java_options = build, endpoints, java_options

    def prepare(self):
        self.api = free_port()
        self.zone_file = self.zone.plain if self.endpoints is None else self.zone.steered
        config = self.write("leeward.conf", f"""leeward {{
  instance = bench
  cluster = bench
  listen {{ dns = ["127.0.0.1:{self.port}"], api = "127.0.0.1:{self.api}" }}
  state-directory = "{self.folder}/state"
  zones = [{{ origin = "{zones.ORIGIN}", file = "{self.zone_file}" }}]
  cookies {{ enabled = true }}
  rate-limit {{ responses-per-second = {RATE_LIMIT}, exempt = [] }}
{self.steering()}}}
""")
        environment = {k: v for k, v in os.environ.items() if not k.startswith("LEEWARD")}
        environment["LEEWARD_JAVA_OPTS"] = " ".join(self.java_options)
        return [*self.build.command, "serve", "--config", config], environment

    def steering(self):
        if self.endpoints is None:
            return ""
        regions = "\n".join(f'    {name} {{ networks = ["{prefix}.0/24"] }}' for name, prefix in zones.REGIONS.items())
        services = "\n".join(
            f"    s{i} {{ check = open, regions = [{', '.join(zones.REGIONS)}], failback.hold = 0s,\n"
            f"      names = [{', '.join(json.dumps(name) for name in names)}] }}"
            for i, names in enumerate(zones.steered_names(self.zone.names)) if names)
        return f"""  regions {{
{regions}
  }}
  checks {{ open {{ type = tcp, port = {self.endpoints.port}, interval = 5s, timeout = 1s, rise = 1 }} }}
  probes {{ allow-loopback = true }}
  safety {{ max-changes = 1000000 }}
  services {{
{services}
  }}
"""

    def call(self, path, body=None, timeout=30):
        request = urllib.request.Request(f"http://127.0.0.1:{self.api}{path}", headers={"Content-Type": "application/json"},
                                         data=None if body is None else json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request, timeout=timeout) as reply:
                return json.load(reply)
        except urllib.error.HTTPError as refused:
            raise OSError(f"{path} was refused: {refused.read().decode(errors='replace')[:1000]}") from refused


class Endpoints:
    """Accepts connections at the endpoints of a steered zone, and closes them."""

    def __enter__(self):
        places = [zones.endpoint(region, service) for region in zones.REGIONS for service in range(zones.SERVICES)]
        self.sockets = []
        for place in places:
            listening = socket.socket()
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((place, self.sockets[0].getsockname()[1] if self.sockets else 0))
            listening.listen(16)
            self.sockets.append(listening)
        self.port = self.sockets[0].getsockname()[1]
        for listening in self.sockets:
            threading.Thread(target=self.accept, args=(listening,), daemon=True).start()
        return self

    def accept(self, listening):
        while True:
            try:
                listening.accept()[0].close()
            except OSError:
                return

    def __exit__(self, *_):
        for listening in self.sockets:
            listening.close()


def check_same_answers(running, zone, how_many=300):
    """All of them must give every question the same response code, and an answer or none: else the comparison is of something else."""
    with open(zone.queries) as file:
        questions = [line.split() for _, line in zip(range(how_many), file)]
    for name, kind in questions:
        seen = {}
        for server in running:
            answer = ask(server.port, name, kind, wait=2)
            seen[server.label] = None if answer is None else (answer[0], answer[1] > 0)
        if len(set(seen.values())) > 1 or None in seen.values():
            raise WrongSetUp(f"{name} {kind} is answered differently: {seen}")

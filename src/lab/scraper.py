"""A Prometheus with the delivered configuration: compose's own, or this machine's in its place. Asks what the dashboard asks."""
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request

from cluster import Failed, until

PATIENCE = 60


class Scraper:
    """`apis` leads from an instance's name to its API's port of 127.0.0.1."""

    def __init__(self, home, folder, apis, token):
        self.docker, self.folder, self.apis, self.token = home / "docker", folder, apis, token
        self.port, self.process = None, None

    def use(self, port):
        self.port = port

    def start(self):
        """What scrapes, in a sentence."""
        if self.port:
            return "scraped by compose's own Prometheus"
        program = shutil.which("prometheus")
        if not program:
            return "not scraped: there is no Prometheus"
        self.port = free_port()
        with (self.folder / "prometheus.log").open("w") as log:
            self.process = subprocess.Popen(
                [program, f"--config.file={self.configuration()}", f"--storage.tsdb.path={self.folder / 'data'}",
                 f"--web.listen-address=127.0.0.1:{self.port}"], stdout=log, stderr=log)
        version = subprocess.run([program, "--version"], capture_output=True, text=True)
        return f"scraped by this machine's {(version.stdout or version.stderr).splitlines()[0].split(' (')[0]}"

    def configuration(self):
        """The delivered one, at the addresses that compose publishes; the labels stay those of the names."""
        text = (self.docker / "prometheus/prometheus.yml").read_text()
        names = ", ".join(f'"{name}:8053"' for name in self.apis)
        ports = ", ".join(f'"127.0.0.1:{port}"' for port in self.apis.values())
        (self.folder / "token").write_text(self.token)
        for old, new in ((names, ports), ("/keys/prometheus-token", f"{self.folder}/token"),
                         ("alerts.yml", f"{self.docker}/prometheus/alerts.yml")):
            if old not in text:
                raise Failed(f"prometheus.yml does not name {old}")
            text = text.replace(old, new)
        file = self.folder / "prometheus.yml"
        file.write_text(text)
        return file

    def sees_the_switch(self, broken):
        """The alert, data in every panel, and a mark at the decision, which was after `broken`."""
        if not self.port:
            return
        until("the alert LeewardRegionOut fires", PATIENCE, lambda: "us-east" in self.firing("LeewardRegionOut"))
        print("containers: the alert LeewardRegionOut fires for us-east", flush=True)
        dashboard = json.loads((self.docker / "grafana/dashboards/leeward.json").read_text())
        queries = [target["expr"] for panel in dashboard["panels"] for target in panel["targets"]]
        queries += [each["expr"] for each in dashboard["annotations"]["list"]]
        until("every query of the dashboard has data", PATIENCE, lambda: not self.without_data(queries))
        print(f"containers: all {len(queries)} queries of the dashboard have data", flush=True)
        for each in dashboard["annotations"]["list"]:
            for series in self.ask(each["expr"]):
                newest = max(float(value) / 1000 for _, value in series["values"])
                if not broken <= newest <= time.time():
                    raise Failed(f"what broke at {broken} is marked at {newest}")
                print(f"containers: the dashboard marks {series['metric']['service']} {newest - broken:.2f} s after `stop` was typed",
                      flush=True)

    def without_data(self, queries):
        return [query for query in queries if not self.ask(query)]

    def ask(self, query):
        """As a panel does: the last minutes."""
        now = int(time.time())
        asked = urllib.parse.urlencode({"query": query, "start": now - 300, "end": now, "step": 5})
        return self.get(f"/api/v1/query_range?{asked}").get("data", {}).get("result", [])

    def firing(self, alert):
        alerts = self.get("/api/v1/alerts").get("data", {}).get("alerts", [])
        return [each["labels"].get("region") for each in alerts if each["labels"]["alertname"] == alert and each["state"] == "firing"]

    def get(self, path):
        """Nothing while it starts."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            if error.code == 503:
                return {}
            raise Failed(f"{path}: {error.read().decode()}") from error
        except OSError:
            return {}

    def close(self):
        if self.process:
            self.process.terminate()
            self.process.wait(10)


def free_port():
    """Below those that the kernel gives to outgoing connections."""
    for port in range(28000, 32000):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind(("127.0.0.1", port))
                return port
            except OSError:
                continue
    raise Failed("no port is free")

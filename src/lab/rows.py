"""What the laboratory plays. Each row says what it must show, breaks something, and looks at what clients saw."""
import contextlib
import dataclasses
import datetime
import functools
import json
import sys
import time
import typing

from cluster import HERE, INSTANCES, Failed, until

LIMIT = 3.0  # seconds from the fault to the new answer
PAUSE = 20
SURVIVORS = ("fra-1", "sin-1")


@dataclasses.dataclass(frozen=True)
class Row:
    key: str
    what: str
    must: str
    group: str  # rows of one group share a lab; those of "switch" begin with a fresh cluster each, those of "turns" with a service of their own, those of "long" are played when named
    play: typing.Callable


ROWS = []


def row(key, what, must, group):
    def keep(play):
        ROWS.append(Row(key, what, must, group, play))
        return play
    return keep


def steady(cluster, fault, seconds, names=tuple(INSTANCES), after=3.0):
    """Plays a fault that must not change any answer."""
    cluster.calm()
    with cluster.watching(names=names) as seen:
        time.sleep(0.5)
        end = fault()
        time.sleep(seconds)
        cluster.lab.heal()
        if end:
            end()
        time.sleep(after)
    seen[0].steady()
    seen[0].clean()
    return [], seen[0].counts()


STEADY = functools.partial(row, must="no answer changes", group="steady")


@STEADY("kill", "kill -9 of one instance, for 20 s")
def kill(cluster):
    def fault():
        cluster.kill("sin-1")
        return functools.partial(cluster.start, "sin-1")
    return steady(cluster, fault, PAUSE, names=("iad-1", "fra-1"))


@STEADY("pause", "one instance stands still for 20 s")
def pause(cluster):
    def fault():
        process = cluster.processes["fra-1"]
        cluster.lab.pause(process)
        return functools.partial(cluster.lab.resume, process)
    return steady(cluster, fault, PAUSE, after=6)


@STEADY("one-way", "between two instances packets pass in one direction only, for 15 s")
def one_way(cluster):
    return steady(cluster, lambda: cluster.lab.drop("iad-1", "fra-1") and None, 15)


@STEADY("partition", "one instance is cut off from the other two for 15 s, endpoints stay reachable")
def partition(cluster):
    return steady(cluster, lambda: cluster.lab.partition("iad-1", ["fra-1", "sin-1"]) and None, 15, after=6)


@STEADY("blip", "all instances are cut off from each other for 43 s; it heals right after two of them had no network for 3 s")
def blip(cluster):
    def fault():
        instances = list(INSTANCES)
        cluster.lab.partition(instances, instances)
        time.sleep(40)
        for voter in ("iad-1", "fra-1"):
            cluster.lab.partition(voter, ["web-us", "web-eu"])
    return steady(cluster, fault, 3, after=10)


@STEADY("loss-between", "20 % loss between the instances for 20 s")
def loss_between(cluster):
    return steady(cluster, lambda: cluster.lab.loss(0.2, list(INSTANCES), list(INSTANCES)) and None, 20)


@STEADY("loss", "2 % loss on all paths for 30 s")
def loss(cluster):
    return steady(cluster, loss_everywhere(cluster, 0.02), 30)


def loss_everywhere(cluster, share):
    everything = [host for host in cluster.lab.hosts if host != "client"]
    return lambda: cluster.lab.loss(share, everything, everything) and None


@row("loss-2-minutes-10", "2 % loss on all paths for ten minutes", "no answer changes", "long")
def long_loss(cluster):
    return steady(cluster, loss_everywhere(cluster, 0.02), 600)


@row("loss-5-minutes-10", "5 % loss on all paths for ten minutes", "at most one answer changes, and it changes back", "long")
def long_heavy_loss(cluster):
    cluster.calm()
    with cluster.watching() as seen:
        loss_everywhere(cluster, 0.05)()
        time.sleep(600)
        cluster.lab.heal()
        time.sleep(20)
    counts = seen[0].counts()
    if counts["changes"] > 2 * len(INSTANCES):  # out and back, seen at each instance
        raise Failed(f"{counts['changes']} changes at {len(INSTANCES)} instances")
    seen[0].clean()
    return [], counts


@STEADY("blind", "one observer sees no endpoint of any region", must="that voter abstains, no answer changes")
def blind(cluster):
    def fault():
        cluster.lab.partition("sin-1", ["web-us", "web-eu"])
        def abstains():
            voters = {voter["name"]: voter for voter in cluster.part_of_status("iad-1", "voters")}
            return "sin-1" in voters and voters["sin-1"]["abstains"]
        until("sin-1 abstains", 8, abstains)
    return steady(cluster, fault, 8, after=6)


@STEADY("half-blind", "one observer sees one region dead")
def half_blind(cluster):
    return steady(cluster, lambda: cluster.lab.partition("sin-1", "web-us") and None, 12, after=6)


@STEADY("foreign-key", "another process says that it is one of the voters, with a key of its own", must="refused, counted, no answer changes")
def foreign_key(cluster):
    before = cluster.metric("fra-1", "leeward_link_refused_total")
    foreign = cluster.lab.dir / "foreign"
    foreign.mkdir(exist_ok=True)
    for name in ("leeward.conf", "example.com.zone"):
        (foreign / name).write_text((cluster.lab.dir / name).read_text())
    (foreign / "iad-1.key").unlink(missing_ok=True)
    key = cluster.run("keygen", "--out", foreign / "iad-1.key").strip()
    lines = (foreign / "leeward.conf").read_text().splitlines()
    own = next(line for line in lines if line.strip().startswith("iad-1 {"))
    known = own[own.index("ed25519:"):].rstrip().rstrip('"')
    text = "\n".join(lines).replace(known, key).replace(cluster.lab.address("iad-1"), cluster.lab.address("client"))
    (foreign / "leeward.conf").write_text(text)

    def fault():
        process = cluster.lab.popen(
            "client", [cluster.leeward, "serve", "--config", foreign / "leeward.conf", "--instance", "iad-1"], log="foreign.log")
        until("the foreigner is refused", 45, lambda: cluster.metric("fra-1", "leeward_link_refused_total") > before)
        return functools.partial(cluster.lab.kill, process)
    return steady(cluster, fault, 4)


@row("stolen-key", "one voter's stolen key sends old ballots of the others, which one of them never got, and garbage, for 10 s",
     "refused, counted, no answer changes", "turns")
def stolen_key(cluster):
    cluster.used()
    cluster.kill("sin-1")
    with cluster.thief("sin-1") as thief:
        until("both peers are heard", 15, lambda: len(thief.heard()) == 2)
        with cluster.watching(names=("iad-1", "fra-1")) as seen:
            cluster.lab.partition("iad-1", "fra-1")
            cluster.lab.partition("fra-1", "web-us")
            until("fra-1 holds us-east for down", 8, lambda: cluster.opinions("fra-1", "us-east") == {"down"})
            time.sleep(2)  # some beats, so that such ballots are kept
            cluster.lab.restore("fra-1", "web-us")
            cluster.lab.restore("web-us", "fra-1")
            until("fra-1 sees us-east again", 15, lambda: cluster.opinions("fra-1", "us-east") == {"up"})
            time.sleep(5)  # longer than a ballot is fresh
            before = cluster.metric("iad-1", "leeward_agreement_refused_total")
            cluster.lab.partition("iad-1", "web-us")
            thief.replay(10)
            refused = cluster.metric("iad-1", "leeward_agreement_refused_total") - before
            held = cluster.opinions("iad-1", "us-east")
            cluster.lab.heal()
            time.sleep(6)
    seen[0].steady()
    seen[0].clean()
    if held != {"down"}:
        raise Failed(f"iad-1 held us-east for {held}: the old ballots had nothing to complete")
    if not refused:
        raise Failed("nothing was counted as refused")
    return [], seen[0].counts()


def switched(cluster, fault, survivors=SURVIVORS, limit=LIMIT, service=0):
    """Plays a fault that must lead every survivor to eu-west."""
    with cluster.watching(service, names=survivors) as seen:
        time.sleep(0.5)
        at = fault()
        time.sleep(limit + 2)
    wanted = cluster.addresses("eu-west", service=service)
    seconds = [seen[0].seconds(name, cluster.name(service), wanted, at) for name in survivors]
    seen[0].clean()
    return within(limit, seconds), seen[0].counts()


def within(limit, seconds):
    if max(seconds) > limit:
        raise Failed(f"{max(seconds):.2f} s")
    return seconds


OTHER_REGION = f"every surviving instance serves the other region, p99 at most {LIMIT:.0f} s"
SWITCH = functools.partial(row, must=OTHER_REGION, group="switch")
ENDPOINTS = functools.partial(row, must=OTHER_REGION, group="endpoints")


def broken(cluster, how):
    """Each run breaks another service of one cluster: its endpoints are probed at a time of their own."""
    service = cluster.turn()
    until("the service is at home", 60, lambda: all(
        cluster.serves(name, ["us-east"], service) for name in INSTANCES))
    return switched(cluster, lambda: cluster.web(service, how, "us-east"), tuple(INSTANCES), service=service)


@ENDPOINTS("refuse", "the served region's endpoints refuse connections")
def refuse(cluster):
    return broken(cluster, "refuse")


@ENDPOINTS("status", "the served region's endpoints answer 500")
def status(cluster):
    return broken(cluster, "status=500")


@ENDPOINTS("hang", "the served region's endpoints hang")
def hang(cluster):
    return broken(cluster, "hang")


@SWITCH("blackhole", "the whole region falls silent with its instance, the oldest member of the map")
def blackhole(cluster):
    cluster.fresh("iad-1")
    return switched(cluster, lambda: cluster.lab.blackhole("us-east", spare="client"))


@SWITCH("oldest", "the endpoints hang, and in the same second the oldest member of the map is killed")
def oldest(cluster):
    cluster.fresh("sin-1")
    def fault():
        at = cluster.web(0, "hang", "us-east")
        cluster.kill("sin-1")
        return at
    return switched(cluster, fault, ("iad-1", "fra-1"))


def without_the_oldest(behaviour):
    """In the same second, and without a word: what is killed at least closes its connections."""
    def play(cluster):
        cluster.fresh("sin-1")
        def fault():
            at = cluster.web(0, behaviour, "us-east")
            cluster.lab.blackhole("sin-1", spare="client")
            return at
        return switched(cluster, fault, ("iad-1", "fra-1"))
    return play


SWITCH("oldest-refuse", "the endpoints refuse, and in the same second the oldest member of the map falls silent")(without_the_oldest("refuse"))
SWITCH("oldest-status", "the endpoints answer 500, and in the same second the oldest member of the map falls silent")(without_the_oldest("status=500"))


@row("divided", "the region dies while one instance is cut off from the other two",
     "the majority switches within 3 s, the minority holds; all agree within 5 s of the heal", "turns")
def divided(cluster):
    service = cluster.used()
    with cluster.watching(service) as seen:
        cluster.lab.partition("iad-1", SURVIVORS)
        time.sleep(6)
        at = cluster.web(service, "refuse", "us-east")
        time.sleep(8)
        healed = cluster.lab.heal()
        time.sleep(6)
    wanted = cluster.addresses("eu-west", service=service)
    seconds = [seen[0].seconds(name, cluster.name(service), wanted, at) for name in SURVIVORS]
    agreed = seen[0].seconds("iad-1", cluster.name(service), wanted, healed)
    if early := [c for c in seen[0].changes("iad-1", cluster.name(service)) if c["at"] < healed]:
        raise Failed(f"the minority switched {early[0]['at'] - at:.2f} s after the fault")
    seen[0].clean()
    if agreed > 5:
        raise Failed(f"iad-1 agreed {agreed:.2f} s after the heal")
    return within(LIMIT, seconds), seen[0].counts()


@row("all-down", "every region answers 500 at once", "when-all-down acts: all records, never empty, no SERVFAIL", "switch")
def all_down(cluster):
    cluster.fresh()
    with cluster.watching() as seen:
        time.sleep(0.5)
        at = cluster.web("*", "status=500")
        time.sleep(8)
    wanted = cluster.addresses("us-east", "eu-west")
    for name in INSTANCES:
        last = seen[0].of(name, cluster.name(0))["changes"][-1]
        if last["answer"] != wanted:
            raise Failed(f"{name} serves {last['answer']} in the end")
    seen[0].clean()
    last = [seen[0].of(name, cluster.name(0))["changes"][-1]["at"] - at for name in INSTANCES]
    return last, seen[0].counts()


@row("all-silent", "every region hangs at once", "never empty, no SERVFAIL; what was agreed stays", "steady")
def all_silent(cluster):
    return steady(cluster, lambda: cluster.web("*", "hang") and functools.partial(cluster.web, "*", "ok"), 8, after=8)


@row("restart", "all instances are killed and started again during an outage", "the first answer of each is the secondary", "turns")
def restart(cluster):
    service = cluster.used()
    cluster.web(service, "refuse", "us-east")
    until("all serve eu-west", 10, lambda: all(
        cluster.serves(name, ["eu-west"], service) for name in INSTANCES))
    time.sleep(1)  # what was decided reaches the disk
    killed = cluster.kill()
    with cluster.watching(service) as seen:
        time.sleep(1)
        cluster.start(*INSTANCES)
        until("all answer", 30, lambda: all(cluster.status(name) for name in INSTANCES))
        time.sleep(3)
    firsts(cluster, seen[0], service, INSTANCES, killed, "eu-west")
    return [], seen[0].counts()


def firsts(cluster, seen, service, names, since, region):
    for name in names:
        first = seen.first(name, cluster.name(service), since)
        if first != cluster.addresses(region, service=service):
            raise Failed(f"the first answer of {name} is {first}")
    seen.steady()
    seen.clean()


@row("off-for-decision", "an instance that was off for the switch returns with its old state", "its first answer is the secondary, nothing changes back", "turns")
def off_for_decision(cluster):
    service = cluster.used()
    api = "http://127.0.0.1:8053"
    cluster.run("freeze", "--reason", "a ledger to keep", "--api", api, host="iad-1")
    cluster.run("thaw", "--api", api, host="iad-1")
    until("all have it", 5, lambda: len(cluster.ledgers()) == 1)
    time.sleep(1)
    cluster.kill("sin-1")
    switched(cluster, lambda: cluster.web(service, "refuse", "us-east"), ("iad-1", "fra-1"), service=service)
    return returns(cluster, service, "eu-west")


def returns(cluster, service, region):
    """sin-1 comes back to what the others serve."""
    with cluster.watching(service) as seen:
        at = time.monotonic()
        cluster.start("sin-1")
        until("sin-1 answers", 30, lambda: cluster.status("sin-1"))
        until("all agree", 5, lambda: len(cluster.ledgers()) == 1)
        time.sleep(2)
    firsts(cluster, seen[0], service, ["sin-1"], at, region)
    return [], seen[0].counts()


@row("off-for-undrain", "an instance that was off for the end of a drain returns with the drain in its state", "it adopts the end, nothing changes back", "turns")
def off_for_undrain(cluster):
    service = cluster.used()
    api = "http://127.0.0.1:8053"
    cluster.run("drain", "us-east", "--reason", "rehearsal", "--api", api, host="iad-1")
    until("all are drained", 5, lambda: all(
        cluster.serves(name, ["eu-west"], service) for name in INSTANCES))
    time.sleep(1)
    cluster.kill("sin-1")
    cluster.run("undrain", "us-east", "--api", api, host="fra-1")
    until("the others are not", 5, lambda: all(
        cluster.serves(name, ["us-east"], service) for name in ("iad-1", "fra-1")))
    return returns(cluster, service, "us-east")


@row("flapping", "six services flap with periods of 0.5 to 20 s for a minute", "answers change the more rarely the longer it lasts", "flapping")
def flapping(cluster):
    cluster.fresh()
    periods = {1: 0.5, 2: 1.1, 3: 2.3, 4: 5.3, 5: 11, 6: 19}
    with cluster.watching(*periods) as seen:
        for service, period in periods.items():
            cluster.web(service, f"flap={period}", "us-east")
        time.sleep(60)
    worst = max(len(seen[0].changes(name, cluster.name(service))) for name in INSTANCES for service in periods)
    seen[0].clean()
    if worst > 6:  # out and in again after 5, 10 and 20 s of health
        raise Failed(f"{worst} changes of one service in a minute")
    return [], seen[0].counts()


@row("two-in-a-region", "two of three voters are configured into one region", "check refuses it", "flapping")
def two_in_a_region(cluster):
    folder = cluster.lab.dir
    text = (folder / "leeward.conf").read_text().replace("region = ap-south", "region = us-east")
    (folder / "same.conf").write_text(text)
    output = cluster.lab.exec("client", f"{cluster.leeward} check --config {folder}/same.conf; echo exit $?", check=False)
    if "exit 2" not in output or "us-east" not in output:
        raise Failed(f"check says {output}")
    return [], {}


DRILL_SECONDS = 12
QUERIES = 3000
APART = 0.1  # seconds between a drill's report and what is seen from outside


@contextlib.contextmanager
def loaded(cluster, rate):
    """Asks all instances for the first service; gives a dictionary that holds the counts when the block ends."""
    out = cluster.lab.dir / "load.json"
    servers = [f"{cluster.lab.address(name)}:53" for name in INSTANCES]
    process = cluster.lab.popen("client", [sys.executable, HERE / "load.py", "--out", out, "--rate", str(rate), cluster.name(0), *servers],
                                log="load.log")
    counts = {}
    try:
        yield counts
    finally:
        process.terminate()
        process.wait()
    counts.update(json.loads(out.read_text()))


def monotonic(text):
    """A report's time of day as the clock of the watcher: all hosts of a lab share both clocks."""
    at = datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
    return at - time.time() + time.monotonic()


@row("drill", f"a drill of the served region for {DRILL_SECONDS} s, under {QUERIES} queries/s",
     f"every instance leaves and returns, its report is right to {APART * 1000:.0f} ms, nothing is empty", "drill")
def drill(cluster):
    conf = cluster.lab.dir / "leeward.conf"
    if "rate-limit" not in conf.read_text():
        conf.write_text(conf.read_text().replace("  checks {", "  rate-limit { responses-per-second = 0 }\n  checks {", 1))
    cluster.fresh()
    out = cluster.lab.dir / "drill.json"
    with cluster.watching() as seen, loaded(cluster, QUERIES) as load:
        time.sleep(2)
        cluster.run("drill", "us-east", "--for", f"{DRILL_SECONDS}s", "--reason", "rehearsal", "--out", out,
                    "--api", "http://127.0.0.1:8053", host="sin-1")
        time.sleep(1)
    report = json.loads(out.read_text())
    seen[0].clean()
    asked = load["queries"] / load["seconds"]
    if load["empty"] or load["errors"] or asked < 0.95 * QUERIES:
        raise Failed(f"under load: {load}")
    seconds, worst = [], 0
    for times in report["instances"]:
        changes = seen[0].changes(times["name"], cluster.name(0))
        if [change["answer"] for change in changes] != [cluster.addresses("eu-west"), cluster.addresses("us-east")]:
            raise Failed(f"{times['name']} answered {[change['answer'] for change in changes]}")
        told = monotonic(report["at"]) + times["away"], monotonic(report["endedAt"]) + times["back"]
        worst = max(worst, *(abs(change["at"] - at) for change, at in zip(changes, told)))
        seconds += [times["away"], times["back"]]
    print(f"lab: drill: report and watcher at most {worst * 1000:.0f} ms apart, {asked:.0f} queries/s, {load}", flush=True)
    if worst > APART:
        raise Failed(f"report and watcher are {worst * 1000:.0f} ms apart: {report['instances']}")
    return seconds, {**seen[0].counts(), "empty": load["empty"] + seen[0].counts()["empty"]}

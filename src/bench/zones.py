"""A zone of about N owner names and questions about it, both fixed by the seed.

Owner names below ORIGIN: www-<i> (A, and for 3 in 4 also AAAA: the bulk), cn-<i> (CNAME to some www-<j>), mail-<i> (MX to two of
them), txt-<i>, *.wild-<i> (A) and sub-<i> (a delegation with glue). A steered zone has for each A record one in either region, on
loopback, where the endpoints are; the plain zone beside it has the first region's alone, which is what the steered one serves.
"""
import dataclasses
import pathlib
import random

ORIGIN = "bench.test."
TTL = 3600
MIX = {"hit": 60, "cname": 8, "mx": 5, "txt": 4, "wild": 5, "nodata": 4, "referral": 4, "nxdomain": 10}
PER_MILLE = {"cn": 80, "mail": 40, "txt": 40, "wild": 10, "sub": 20}  # the rest are www
SERVICES = 8
REGIONS = {"first": "127.1.0", "second": "127.2.0"}


@dataclasses.dataclass(frozen=True)
class Zone:
    """What a server is given, and what it is asked."""
    names: int
    plain: pathlib.Path
    steered: pathlib.Path | None
    queries: pathlib.Path


def service_of(number):
    return number % SERVICES


def endpoint(region, service):
    return f"{REGIONS[region]}.{service + 1}"


def counts(names):
    found = {kind: max(1, names * share // 1000) for kind, share in PER_MILLE.items()}
    found["www"] = names - sum(found.values())
    if found["www"] < 1:
        raise ValueError(f"{names} names are too few")
    return found


def steered_names(names):
    """The owner names of the zone that have an A record of a region, by service."""
    count = counts(names)
    by_service = [[] for _ in range(SERVICES)]
    for kind, prefix in (("www", "www-"), ("wild", "*.wild-")):
        for i in range(count[kind]):
            by_service[service_of(i)].append(f"{prefix}{i}.{ORIGIN}")
    return by_service


def records(count, seed, addresses):
    """The zone's lines. addresses(i, rng) are the A records' data of the i-th name of a kind."""
    rng = random.Random(seed)
    v4 = lambda: f"{rng.randrange(1, 224)}.{rng.randrange(256)}.{rng.randrange(256)}.{rng.randrange(1, 255)}"
    yield f"$ORIGIN {ORIGIN}"
    yield f"$TTL {TTL}"
    yield f"@ {TTL} IN SOA ns1 hostmaster 2026010101 7200 1800 1209600 300"
    yield from ("@ IN NS ns1", "@ IN NS ns2", "@ IN MX 10 mail", "ns1 IN A 192.0.2.1", "ns1 IN AAAA 2001:db8::1",
                "ns2 IN A 192.0.2.2", "mail IN A 192.0.2.3")
    www = count["www"]
    for i in range(www):
        yield from (f"www-{i} IN A {address}" for address in addresses(i, v4))
        if i % 4:
            yield f"www-{i} IN AAAA 2001:db8:{rng.randrange(65536):x}:{rng.randrange(65536):x}::{rng.randrange(1, 65536):x}"
    for i in range(count["cn"]):
        yield f"cn-{i} IN CNAME www-{rng.randrange(www)}"
    for i in range(count["mail"]):
        yield f"mail-{i} IN MX 10 www-{rng.randrange(www)}"
        yield f"mail-{i} IN MX 20 www-{rng.randrange(www)}"
    for i in range(count["txt"]):
        yield f'txt-{i} IN TXT "v=spf1 ip4:{v4()} -all"'
    for i in range(count["wild"]):
        yield from (f"*.wild-{i} IN A {address}" for address in addresses(i, v4))
    for i in range(count["sub"]):
        yield f"sub-{i} IN NS ns1.sub-{i}"
        yield f"sub-{i} IN NS ns2.sub-{i}"
        yield f"ns1.sub-{i} IN A {v4()}"
        yield f"ns2.sub-{i} IN A {v4()}"


def questions(count, seed, how_many):
    rng = random.Random(seed + 1)
    r = rng.randrange
    for kind in rng.choices(list(MIX), MIX.values(), k=how_many):
        match kind:
            case "hit":
                i = r(count["www"])
                yield f"www-{i}", "AAAA" if i % 4 and r(3) == 0 else "A"
            case "cname":
                yield f"cn-{r(count['cn'])}", "A"
            case "mx":
                yield f"mail-{r(count['mail'])}", "MX"
            case "txt":
                yield f"txt-{r(count['txt'])}", "TXT"
            case "wild":
                yield f"h{r(100000)}.wild-{r(count['wild'])}", "A"
            case "nodata":
                yield f"www-{r(count['www'])}", "TXT"
            case "referral":
                yield f"h{r(1000)}.sub-{r(count['sub'])}", "A"
            case "nxdomain":
                yield f"no-such-{r(10000000)}", "A"


def write(folder, names, steered=False, seed=1):
    """Writes what is not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    count = counts(names)
    stem = f"{'steered-' if steered else ''}{names}"
    zone = Zone(names, folder / f"{stem}.zone", folder / f"{stem}-both.zone" if steered else None, folder / f"{stem}.queries")
    if not steered:
        lines(zone.plain, records(count, seed, lambda _, v4: [v4()]))
    else:
        one = lambda region, i: endpoint(region, service_of(i))
        lines(zone.plain, records(count, seed, lambda i, _: [one("first", i)]))
        lines(zone.steered, records(count, seed, lambda i, _: [one(region, i) for region in REGIONS]))
    how_many = min(1000000, max(20000, 2 * names))
    lines(zone.queries, (f"{name}.{ORIGIN} {kind}" for name, kind in questions(count, seed, how_many)))
    return zone


def lines(path, of):
    if not path.exists():
        part = path.with_suffix(".part")
        with open(part, "w", buffering=1 << 20) as file:
            file.writelines(line + "\n" for line in of)
        part.rename(path)

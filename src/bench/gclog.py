"""Pauses and collections out of what -Xlog:gc,safepoint wrote."""
import re

FLAGS = "-Xlog:gc,safepoint:file={}:timemillis:filecount=0"
SAFEPOINT = re.compile(r'\[(\d+)ms\].*Safepoint "([^"]+)".* Total: *(\d+) ns')
COLLECTION = re.compile(r"\[(\d+)ms\].*GC\(\d+\) (.*?) (\d+)([MK])(?:\(\d+%\))?->(\d+)([MK])")
QUANTILES = (0.5, 0.99, 0.999)


def pauses(text, apart_from=()):
    """Milliseconds for which all threads stood still, apart from spans of time (epoch milliseconds) that we caused."""
    found = []
    for at, _, nanos in SAFEPOINT.findall(text):
        if not any(begin <= int(at) <= end for begin, end in apart_from):
            found.append(int(nanos) / 1e6)
    return found


def collections(text, apart_from=()):
    return [kind for at, kind, *_ in COLLECTION.findall(text) if not any(begin <= int(at) <= end for begin, end in apart_from)]


def summary(found):
    if not found:
        return "no pauses"
    found = sorted(found)
    at = lambda q: found[min(len(found) - 1, int(q * len(found)))]
    return (f"{len(found)} pauses: " + ", ".join(f"p{100 * q:g} {at(q):.2f} ms" for q in QUANTILES) + f", longest {found[-1]:.2f} ms")

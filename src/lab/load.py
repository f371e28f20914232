#!/usr/bin/env python3
"""Asks DNS servers in turn, so many queries a second, and looks at every answer.

    load.py --out load.json --rate 3000 www.example.com 10.77.1.1:53 10.77.3.1:53

On SIGTERM, Ctrl-C or after --for SECONDS writes --out: queries, answers, lost (none within a second), truncated, empty (NOERROR
without a record), errors by code, seconds, and the most of any gap between two answers of one server.
"""
import argparse
import collections
import json
import select
import signal
import socket
import sys
import time

import watch

PATIENCE = 1.0
TICK = 0.005


class Server:
    """One server and the queries that it has not answered."""

    def __init__(self, address, question):
        host, port = address.rsplit(":", 1)
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self.socket.connect((host, int(port)))
        self.socket.setblocking(False)
        self.question = bytearray(question)
        self.open = collections.OrderedDict()  # number -> when it was asked
        self.number, self.heard, self.gap = 0, None, 0.0

    def ask(self, now):
        self.number = (self.number + 1) & 0xFFFF
        self.question[0:2] = self.number.to_bytes(2, "big")
        self.open[self.number] = now
        self.socket.send(self.question)

    def answers(self, now):
        """Those that have come, each an answer to a query of the last second."""
        while True:
            try:
                message = self.socket.recv(4096)
            except (BlockingIOError, ConnectionRefusedError):
                return
            if self.open.pop(int.from_bytes(message[:2], "big"), None) is not None:
                self.gap = max(self.gap, now - (self.heard or now))
                self.heard = now
                yield message

    def forget(self, now):
        """How many have waited for too long."""
        lost = 0
        while self.open and now - next(iter(self.open.values())) > PATIENCE:
            self.open.popitem(last=False)
            lost += 1
        return lost


class Load:
    def __init__(self, servers, rate):
        self.servers, self.rate = servers, rate
        self.counts, self.errors = collections.Counter(), collections.Counter()
        self.stopped = False

    def stop(self, *_):
        self.stopped = True

    def hear(self):
        now = time.monotonic()
        for server in self.servers:
            for message in server.answers(now):
                self.counts["answers"] += 1
                code = message[3] & 15
                if code:
                    self.errors[watch.RCODES.get(code, str(code))] += 1
                elif message[2] & 2:
                    self.counts["truncated"] += 1
                elif message[6:8] == b"\0\0":
                    self.counts["empty"] += 1
            self.counts["lost"] += server.forget(now)

    def run(self, seconds):
        start = time.monotonic()
        while not self.stopped and (seconds is None or time.monotonic() - start < seconds):
            due = int((time.monotonic() - start) * self.rate)
            for _ in range(min(due - self.counts["queries"], self.rate)):
                self.servers[self.counts["queries"] % len(self.servers)].ask(time.monotonic())
                self.counts["queries"] += 1
            self.hear()
            select.select([server.socket for server in self.servers], [], [], TICK)
        taken = time.monotonic() - start
        end = time.monotonic() + PATIENCE
        while any(server.open for server in self.servers) and time.monotonic() < end + TICK:
            select.select([server.socket for server in self.servers], [], [], TICK)
            self.hear()
        return {**{key: self.counts[key] for key in ("queries", "answers", "lost", "truncated", "empty")}, "errors": self.errors,
                "seconds": taken, "gap": max(server.gap for server in self.servers)}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name")
    parser.add_argument("servers", nargs="+", metavar="ADDRESS:PORT")
    parser.add_argument("--rate", type=int, default=3000)
    parser.add_argument("--for", type=float, dest="seconds")
    parser.add_argument("--out", required=True)
    options = parser.parse_args()
    question = watch.encode_query(0, options.name, "A")
    load = Load([Server(address, question) for address in options.servers], options.rate)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, load.stop)
    result = load.run(options.seconds)
    with open(options.out, "w") as out:
        json.dump(result, out)


if __name__ == "__main__":
    sys.exit(main())

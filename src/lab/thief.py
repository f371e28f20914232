#!/usr/bin/env python3
"""A voter's stolen key at work: stands where the voter stood, keeps every ballot that its peers send, and sends it on later.

    thief.py ADDRESS:PORT KEYFILE CLUSTER NAME

It only listens, so it can stand for the voter with the highest name: the others dial it. KEYFILE is the voter's own.
Commands come as lines on standard input, each is answered by one line on standard output:

    heard           how many ballots were kept of each peer, as JSON
    replay SECONDS  sends every peer all ballots that were kept, its own ones too, in random order again and again; between
                    them ballots with a changed octet, and ledgers of random octets; answers with how many were sent

What it does not do: sign. One dishonest voter is short of a quorum; what it has of others is genuine but old.
"""
import json
import random
import socket
import ssl
import struct
import sys
import threading
import time

HELLO, PING, BALLOT, LEDGER = 1, 2, 3, 4
BALLOTS_CHANNEL = 1
VERSION = 1
PAUSE = 0.005  # seconds between two frames that are replayed


def text(value):
    return struct.pack("!H", len(value)) + value.encode()


def frame(kind, content=b""):
    return struct.pack("!IB", 1 + len(content), kind) + content


class Connection:
    """One connection that a peer dialled; read by a thread of its own, written to by any."""

    def __init__(self, thief, stream):
        self.thief, self.stream, self.writing = thief, stream, threading.Lock()
        self.peer = self.channel = None

    def send(self, kind, content=b""):
        with self.writing:
            self.stream.sendall(frame(kind, content))

    def read(self, size):
        data = b""
        while len(data) < size:
            part = self.stream.recv(size - len(data))
            if not part:
                raise ConnectionError("closed")
            data += part
        return data

    def run(self):
        try:
            while True:
                size, kind = struct.unpack("!IB", self.read(5))
                self.frame(kind, self.read(size - 1))
        except OSError:
            pass
        finally:
            self.thief.connections.discard(self)
            self.stream.close()

    def frame(self, kind, content):
        if kind == HELLO:
            self.channel = content[1]
            cluster = struct.unpack_from("!H", content, 2)[0]
            name = 4 + cluster
            self.peer = content[name + 2:name + 2 + struct.unpack_from("!H", content, name)[0]].decode()
            self.send(HELLO, bytes([VERSION, self.channel]) + text(self.thief.cluster) + text(self.thief.name))
            self.thief.connections.add(self)
        elif kind == BALLOT:
            self.thief.kept.setdefault(self.peer, []).append(content)


class Thief:
    def __init__(self, address, key_file, cluster, name):
        self.cluster, self.name = cluster, name
        self.kept, self.connections = {}, set()
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_3
        self.context.load_cert_chain(key_file)
        host, port = address.rsplit(":", 1)
        self.listener = socket.create_server((host, int(port)))
        threading.Thread(target=self.listen, daemon=True).start()
        threading.Thread(target=self.beat, daemon=True).start()

    def listen(self):
        while True:
            stream, _ = self.listener.accept()
            threading.Thread(target=self.welcome, args=(stream,), daemon=True).start()

    def welcome(self, stream):
        try:
            stream.settimeout(10)
            Connection(self, self.context.wrap_socket(stream, server_side=True)).run()
        except OSError:
            stream.close()

    def beat(self):
        while True:
            self.to_all(lambda connection: connection.send(PING))
            time.sleep(1)

    def to_all(self, send):
        for connection in list(self.connections):
            try:
                send(connection)
            except OSError:
                self.connections.discard(connection)

    def replay(self, seconds):
        sent, end = 0, time.monotonic() + seconds
        ballots = [ballot for kept in self.kept.values() for ballot in kept]
        while ballots and time.monotonic() < end:
            ballot = bytearray(random.choice(ballots))
            if random.random() < 0.2:
                ballot[random.randrange(len(ballot))] ^= 1 << random.randrange(8)
            self.to_all(lambda connection: self.misuse(connection, bytes(ballot)))
            sent += 1
            time.sleep(PAUSE)
        return sent

    def misuse(self, connection, ballot):
        if connection.channel == BALLOTS_CHANNEL:
            connection.send(BALLOT, ballot)
        elif random.random() < 0.05:
            connection.send(LEDGER, random.randbytes(random.randrange(1, 2000)))


def main():
    thief = Thief(*sys.argv[1:])
    for line in sys.stdin:
        verb, *words = line.split()
        if verb == "heard":
            print(json.dumps({peer: len(ballots) for peer, ballots in thief.kept.items()}), flush=True)
        else:
            print(thief.replay(float(words[0])), flush=True)


if __name__ == "__main__":
    main()

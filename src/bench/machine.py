"""What this machine does while it is measured: which CPU who runs on, what a process costs, what is installed."""
import contextlib
import fcntl
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time

HOME = pathlib.Path(__file__).resolve().parents[2]
SERVER_CPU, LOAD_CPU = 0, 1
TICKS = os.sysconf("SC_CLK_TCK")


class WrongSetUp(Exception):
    """Something that measuring needs is not there; the text says what to do."""


def find(program):
    return shutil.which(program, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


@contextlib.contextmanager
def alone(at_once=False):
    """One measurement at a time on this machine, and before all other work as far as the kernel lets us: two at once would measure
    each other. At once: whatever else is measured."""
    with open(pathlib.Path(tempfile.gettempdir()) / "leeward-bench.lock", "w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if at_once:
                yield
                return
            print("waiting for another measurement to end", file=sys.stderr, flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        with contextlib.suppress(OSError):
            os.setsid()
        with contextlib.suppress(OSError):
            pathlib.Path("/proc/self/autogroup").write_text("-20")  # without it `nice` counts within our session only
        yield


def pinned(cpus, favoured=True):
    """For Popen's preexec_fn: onto these CPUs, and before other work where that is allowed."""
    def prepare():
        os.sched_setaffinity(0, cpus)
        if favoured and os.geteuid() == 0:
            os.setpriority(os.PRIO_PROCESS, 0, -20)
    return prepare


def need_two_cpus():
    if not {SERVER_CPU, LOAD_CPU} <= os.sched_getaffinity(0):
        raise WrongSetUp(f"CPUs {SERVER_CPU} and {LOAD_CPU} are needed, one for the server and one for the load")


def generator(folder):
    """The load generator, compiled for this machine."""
    source, program = HOME / "src/bench/dnsblast.c", folder / "dnsblast"
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        compiler = find("cc") or find("gcc")
        if not compiler:
            raise WrongSetUp("no C compiler: install gcc")
        subprocess.run([compiler, "-O2", "-march=native", "-o", f"{program}.part", source], check=True)
        os.rename(f"{program}.part", program)
    return program


def free_port():
    """One that is free for UDP and TCP on 127.0.0.1."""
    for _ in range(100):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp, socket.socket() as tcp:
            udp.bind(("127.0.0.1", 0))
            with contextlib.suppress(OSError):
                tcp.bind(udp.getsockname())
                return udp.getsockname()[1]
    raise WrongSetUp("no free port")


def tree(pid):
    """The process and all below it."""
    children = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            parent = int(_stat(entry)[1])
            children.setdefault(parent, []).append(int(entry))
    found = [pid]
    for each in found:
        found += children.get(each, [])
    return found


def _stat(pid):
    """Fields of /proc/PID/stat behind the name: 0 is the state, 1 the parent."""
    return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()


def cpu_seconds(pid):
    total = 0
    for each in tree(pid):
        with contextlib.suppress(OSError):
            fields = _stat(each)
            total += int(fields[11]) + int(fields[12])
    return total / TICKS


def _nice(folder):
    return int((folder / "stat").read_text().rsplit(")", 1)[1].split()[16])


def waited_seconds(pid):
    """How long its threads could have run but something else had the CPU. Threads nicer than the process wait for the process itself."""
    total = 0
    for each in tree(pid):
        process = pathlib.Path(f"/proc/{each}")
        for thread in process.glob("task/*"):
            with contextlib.suppress(OSError):
                if _nice(thread) <= _nice(process):
                    total += int((thread / "schedstat").read_text().split()[1])
    return total / 1e9


def memory_mib(pid, kind="Pss"):
    total = 0
    for each in tree(pid):
        with contextlib.suppress(OSError):
            for line in pathlib.Path(f"/proc/{each}/smaps_rollup").read_text().splitlines():
                if line.startswith(f"{kind}:"):
                    total += int(line.split()[1])
    return total / 1024


def until(condition, seconds, what):
    """The condition's first true value; asks every 10 ms."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := condition():
            return found
        time.sleep(0.01)
    raise WrongSetUp(f"{what} did not come to pass within {seconds} s")

"""A container engine: Docker's own where there is one, else what a script starts that speaks its API; and images without a registry."""
import json
import os
import pathlib
import shlex
import shutil
import subprocess
import tempfile

from cluster import Failed

HERE = pathlib.Path(__file__).resolve().parent
HOME = HERE.parents[1]
MAVEN = "maven:3-eclipse-temurin-25"
JAVA = "eclipse-temurin:25-jre"
STAND_IN = "dev.leeward.stand-in"


class Missing(Exception):
    """What cannot be had here."""


def said(error):
    """The last line of what a program said before it failed."""
    return ((error.stderr or error.stdout or "").strip().splitlines() or [f"exit {error.returncode}"])[-1]


class Engine:
    """`client` is docker or podman, `compose` docker-compose or docker's own; both speak to the same engine."""

    def __init__(self, script):
        self.script, self.started, self.env = script, False, dict(os.environ)
        if not self.speaks("docker"):
            self.start()
        self.client = next((each for each in ("docker", "podman") if self.speaks(each)), None)
        if not self.client:
            raise Missing("neither docker nor podman answers")
        self.compose = next((each for each in (["docker", "compose"], ["docker-compose"]) if self.speaks(*each)), None)
        if not self.compose:
            raise Missing("neither docker compose nor docker-compose is installed")

    def speaks(self, *program):
        if not shutil.which(program[0]):
            return False
        return subprocess.run([*program, "version"], env=self.env, capture_output=True).returncode == 0

    def start(self):
        if not self.script.exists():
            raise Missing(f"no Docker engine answers, and there is no {self.script}")
        if os.geteuid():
            raise Missing(f"no Docker engine answers, and {self.script} needs root")
        begun = subprocess.run([self.script, "start"], env=self.env, capture_output=True, text=True)
        if begun.returncode:
            raise Missing(f"{self.script}: {begun.stderr.strip().splitlines()[-1:]}")
        self.env.update(part.split("=", 1) for part in shlex.split(begun.stdout) if "=" in part)
        self.started = True

    def close(self):
        if self.started:
            subprocess.run([self.script, "stop"], env=self.env, capture_output=True)

    def run(self, *arguments, check=True, timeout=120, merged=False):
        output = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT if merged else subprocess.PIPE}
        done = subprocess.run([self.client, *arguments], env=self.env, check=check, timeout=timeout, text=True, **output)
        return done.stdout.strip()

    def inspect(self, container, key):
        return json.loads(self.run("inspect", container, "--format", "{{json %s}}" % key))

    # Images.

    def has(self, image):
        return subprocess.run([self.client, "image", "inspect", image], env=self.env, capture_output=True).returncode == 0

    def pull(self, image):
        """Whether it is there now; why not otherwise."""
        if self.has(image):
            return None
        try:
            self.run("pull", image, timeout=300)
            return None
        except subprocess.CalledProcessError as error:
            return said(error)
        except subprocess.TimeoutExpired:
            return "not within 300 s"

    def build(self, compose_file):
        """The image `leeward` of this tree, by docker/Dockerfile as it is."""
        if why := self.pull(JAVA):
            raise Missing(f"{JAVA}: {why}")
        if why := self.pull(MAVEN):
            print(f"containers: {MAVEN} cannot be had ({why}): a stand-in with this machine's Maven and its repository", flush=True)
            self.make_maven()
        if self.started and shutil.which("podman"):
            # By podman itself: the API's builder may not change limits in a container. In Docker's format, or the health check is lost.
            repository = ["-v", f"{pathlib.Path.home()}/.m2/repository:/m2"] if self.has_stand_in() else []
            command = ["podman", "build", "--isolation", "chroot", "--format", "docker", *repository,
                       "-f", "docker/Dockerfile", "-t", "leeward", "."]
        else:
            command = [*self.compose, "-f", compose_file, "build", "iad-1"]
        done = subprocess.run(command, env=self.env, cwd=HOME, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            raise Failed(f"{' '.join(map(str, command))}:\n{done.stdout}")

    def has_stand_in(self):
        labels = self.run("image", "inspect", MAVEN, "--format", "{{json .Config.Labels}}")
        return STAND_IN in (json.loads(labels) or {})

    def make_maven(self):
        maven = shutil.which("mvn")
        if not maven or not shutil.which("podman"):
            raise Missing(f"{MAVEN}, and no Maven of this machine for a stand-in")
        home = pathlib.Path(maven).resolve().parents[1]
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(home, f"{folder}/maven")  # with what its links lead to
            pathlib.Path(folder, "settings.xml").write_text(
                "<settings><offline>true</offline><localRepository>/m2</localRepository></settings>\n")
            pathlib.Path(folder, "Dockerfile").write_text(
                f"FROM {JAVA}\nLABEL {STAND_IN}=maven\nCOPY maven /usr/share/maven\nCOPY settings.xml /usr/share/maven/conf/settings.xml\n"
                "RUN ln -s /usr/share/maven/bin/mvn /usr/bin/mvn\n")
            subprocess.run(["podman", "build", "--isolation", "chroot", "-q", "-t", f"docker.io/library/{MAVEN}", folder],
                           env=self.env, check=True, stdout=subprocess.DEVNULL)

"""Rattler, from PyPI and from npm, as the client of a mirror that is under test; and the mirror's own command line."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from sample import GREETING, PLATFORM, SPECS

HERE = Path(__file__).resolve().parent
WAIT_SECONDS = 120


def run(*args, env=None):
    return subprocess.run(args, env={**os.environ, **(env or {})}, capture_output=True, text=True, timeout=WAIT_SECONDS)


def mirror(launcher, root, *args):
    """What a command of the mirror says."""
    done = run(launcher, "--root", str(root), *args)
    if done.returncode != 0:
        sys.exit(f"channel-mirror {' '.join(args)} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


class Clients:
    """Clients with nothing but what they are given: no cache, no configuration of a user's."""

    def __init__(self, work):
        self.work = work
        self.problems = []
        (work / "home").mkdir()
        (work / "no-authentication.json").write_text("{}")

    def works(self, way, channel, authentication=None, authority=None):
        """An environment can be installed, and its program runs."""
        env = self.environment(channel, authentication, authority)
        prefix, installed = self.install(channel, env)
        if installed.returncode != 0:
            self.problems.append(f"{way}: py-rattler does not install from {channel}: {installed.stderr[-1500:]}")
            return
        greeting = run(str(prefix / "bin/greeting"))
        if greeting.stdout != GREETING:
            self.problems.append(f"{way}: the program that was installed says {greeting.stdout}{greeting.stderr}")
        urls = installed.stdout.split()
        if not all(url.startswith(channel.rstrip("/") + "/") for url in urls):
            self.problems.append(f"{way}: not everything is from {channel}: {urls}")
        if authentication is None:
            self.solves(way, channel, env, urls)
        print(f"{way}: {len(urls)} packages installed")

    def solves(self, way, channel, env, urls):
        """The form of rattler that knows no credentials solves the same."""
        solved = run("node", str(HERE / "solved.mjs"), channel, PLATFORM, *SPECS, env=env)
        chosen = sorted(url.rsplit("/", 1)[1].replace("%2B", "+") for url in urls)
        if solved.stdout.split() != chosen:
            self.problems.append(f"{way}: rattler solves {solved.stdout.split()}{solved.stderr[-1500:]} and py-rattler {chosen}")

    def fails(self, way, channel, authority=None):
        if self.install(channel, self.environment(channel, None, authority))[1].returncode == 0:
            self.problems.append(f"{way}: py-rattler installs from {channel}, and must not")
        else:
            print(f"{way}: refused")

    def install(self, channel, env):
        prefix = self.work / "prefix"
        shutil.rmtree(prefix, ignore_errors=True)
        return prefix, run(sys.executable, str(HERE / "install.py"), channel, PLATFORM, str(prefix), *SPECS, env=env)

    def environment(self, channel, authentication, authority):
        env = {"HOME": str(self.work / "home"), "RATTLER_AUTH_FILE": str(self.work / "no-authentication.json")}
        if authentication:
            host = re.match(r"https?://([^/:]+)", channel).group(1)
            (self.work / "authentication.json").write_text(json.dumps({host: authentication}))
            env["RATTLER_AUTH_FILE"] = str(self.work / "authentication.json")
        if authority:
            env["SSL_CERT_FILE"] = env["NODE_EXTRA_CA_CERTS"] = str(authority)
        return env

    def verdict(self):
        """Tells what is wrong, and answers the exit code."""
        for problem in self.problems:
            print(problem, file=sys.stderr)
        print(f"{len(self.problems)} problems")
        return 1 if self.problems else 0

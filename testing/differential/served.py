"""Serves a mirror of real packages and has rattler, from npm and from PyPI, solve and install from it in every way that clients come:
an account, a label, a private account with a token in the path, in the other path and in a header, over HTTP and over TLS.

python served.py LAUNCHER WORK_FOLDER
"""

import re
import shutil
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from clients import WAIT_SECONDS, Clients, mirror
from sample import PLATFORM, write_channel


def make_certificates(work):
    def openssl(*args):
        subprocess.run(["openssl", *args], cwd=work, check=True, capture_output=True)

    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=an authority of one's own", "-keyout", "ca.key", "-out", "ca.pem")
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=localhost",
            "-keyout", "server.key", "-out", "server.csr")
    (work / "server.ext").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\nbasicConstraints=CA:FALSE\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "2",
            "-extfile", "server.ext", "-out", "server.pem")


@contextmanager
def serving(launcher, work, name, *args):
    """A server on a free port; answers its URL. It has to end well when it is told to."""
    with (work / f"{name}.log").open("w") as log, (work / f"{name}.access").open("w") as access:
        process = subprocess.Popen(
            [launcher, "--root", str(work / "mirror"), "serve", "--port", "0", *args],
            stdout=access, stderr=subprocess.PIPE, text=True,
        )
        try:
            yield address(process.stderr, log)
        finally:
            process.send_signal(signal.SIGTERM)
            log.write(process.communicate(timeout=WAIT_SECONDS)[1])
    if process.returncode != 0:
        sys.exit(f"the server {name} ended with {process.returncode}: see {log.name}")


def address(lines, log):
    for line in lines:
        log.write(line)
        found = re.search(r"^serving .* at (https?://\S+)/conda/$", line.rstrip())
        if found:
            return found.group(1)
    sys.exit(f"the server did not start: see {log.name}")


def check(clients, server, tokens, authority=None):
    scheme = server.split(":", 1)[0]

    def named(way):
        return f"{way} over {scheme}"

    ours, others = tokens
    clients.works(named("account"), f"{server}/conda/open", authority=authority)
    clients.works(named("label of a snapshot"), f"{server}/conda/open/label/first", authority=authority)
    clients.works(named("moving label"), f"{server}/conda/open/label/prod", authority=authority)
    clients.fails(named("no token"), f"{server}/conda/closed", authority=authority)
    clients.fails(named("another account's token"), f"{server}/t/{others}/conda/closed", authority=authority)
    clients.works(named("token in front"), f"{server}/t/{ours}/conda/closed", authority=authority)
    clients.works(named("token within"), f"{server}/conda/t/{ours}/closed", authority=authority)
    clients.works(named("label with a token"), f"{server}/t/{ours}/conda/closed/label/first", authority=authority)
    clients.works(named("token in a header"), f"{server}/conda/closed", {"BearerToken": ours}, authority)
    clients.works(named("token that the client puts in front"), f"{server}/conda/closed", {"CondaToken": ours}, authority)
    if authority:
        clients.fails(named("unknown authority"), f"{server}/conda/open")


def main(launcher, work):
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    root, channel = work / "mirror", work / "channel"
    write_channel(channel)
    for account, visibility in [("open", "public"), ("closed", "private")]:
        config = work / f"{account}.yaml"
        config.write_text(f"channels: [{channel}]\nplatforms: [{PLATFORM}]\naccount: {account}\nvisibility: {visibility}\n")
        mirror(launcher, root, "--config-file", str(config), "sync")
        mirror(launcher, root, "--account", account, "snapshot", "create", "first")
        mirror(launcher, root, "--account", account, "snapshot", "publish", "first", "prod")
    tokens = [mirror(launcher, root, "--account", account, "token", "create").split()[-1] for account in ("closed", "open")]
    make_certificates(work)
    clients = Clients(work)
    with serving(launcher, work, "http") as server:
        check(clients, server, tokens)
    with serving(launcher, work, "https", "--tls-cert", str(work / "server.pem"), "--tls-key", str(work / "server.key")) as server:
        check(clients, server.replace("127.0.0.1", "localhost"), tokens, work / "ca.pem")
    for log in ("http.access", "https.access", "http.log", "https.log"):
        if any(token in (work / log).read_text() for token in tokens):
            clients.problems.append(f"{log} has a token in it")
    return clients.verdict()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]).resolve()))

"""Serves a mirror by nginx with the block of the documentation, which has to show the channel and nothing else, and lets rattler
install from it.

python static.py LAUNCHER DOCUMENT WORK_FOLDER
"""

import hashlib
import json
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from clients import WAIT_SECONDS, Clients, mirror
from sample import PLATFORM, write_channel

ABSENT = [
    "/", "/conda", "/conda/", "/conda/open", "/conda/open/", f"/conda/open/{PLATFORM}/", f"/conda/open/{PLATFORM}/nothing.json",
    "/.mirror", "/.mirror/", "/.mirror/x.conda", "/conda/.mirror/", "/conda/../.mirror/tokens/", "/conda/%2e%2e/.mirror/tokens/",
    "/conda/..%2f.mirror/x.conda", "/conda/open/.hidden.conda", "//.mirror/", "/conda//../.mirror/", "/mirror.yaml",
]
SHARD = "0" * 64 + ".msgpack.zst"
SHORT = "max-age=60"
FOR_GOOD = "public, max-age=31536000, immutable"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def configuration(document, work, port):
    """The block of the document, with nothing changed but where it listens and where the mirror is."""
    block = re.search(r"```nginx\n(.*?)```", document.read_text(), re.S).group(1)
    here = block.replace("listen 80;", f"listen 127.0.0.1:{port};").replace("/srv/mirror;", f"{work}/mirror;")
    if here.count(f"{work}/mirror;") != block.count("root ") or f":{port};" not in here:
        sys.exit(f"the nginx block of {document} does not listen at 80 or is not about /srv/mirror")
    temporary = "".join(f"{kind}_temp_path {work}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    return (
        f"daemon off;\nuser {pwd_name()};\nworker_processes 1;\npid {work}/nginx.pid;\nerror_log {work}/error.log;\n"
        f"events {{}}\nhttp {{\naccess_log {work}/access.log;\n{temporary}{here}}}\n"
    )


def pwd_name():
    """Who runs this may read the work folder."""
    return subprocess.run(["id", "-un"], capture_output=True, text=True, check=True).stdout.strip()


@contextmanager
def nginx(document, work):
    port = free_port()
    (work / "nginx.conf").write_text(configuration(document, work, port))
    process = subprocess.Popen(["nginx", "-p", str(work), "-e", str(work / "error.log"), "-c", str(work / "nginx.conf")])
    try:
        for _ in range(WAIT_SECONDS * 10):
            if process.poll() is not None:
                sys.exit(f"nginx did not start: see {work / 'error.log'}")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(WAIT_SECONDS)


def get(url, **headers):
    """Status, headers and body, whatever the status."""
    request = urllib.request.Request(url, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=WAIT_SECONDS) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


def headers_are_right(server, name, expected, problems):
    url = f"{server}/conda/open/{PLATFORM}/{name}"
    status, headers, body = get(url, **{"Accept-Encoding": "gzip, zstd"})
    content_type = "application/json" if name.endswith(".json") else "application/octet-stream"
    for header, value in [
        ("Content-Type", content_type), ("Cache-Control", expected), ("Content-Length", str(len(body))),
        ("Accept-Ranges", "bytes"), ("Content-Encoding", None),
    ]:
        if headers[header] != value:
            problems.append(f"{name}: {header} is {headers[header]}, not {value}")
    if status != 200 or not headers["ETag"] or not headers["Last-Modified"]:
        problems.append(f"{name}: {status}, {headers}")
    if get(url, **{"If-None-Match": str(headers["ETag"])})[0] != 304:
        problems.append(f"{name}: no 304 for its own tag")
    part = get(url, Range="bytes=-2")
    if part[0] != 206 or part[2] != body[-2:]:
        problems.append(f"{name}: the last two bytes are {part[0]} {part[2]}")
    return body


def check(server, problems):
    index = json.loads(headers_are_right(server, "repodata.json", SHORT, problems))
    headers_are_right(server, "repodata.json.zst", SHORT, problems)
    headers_are_right(server, "repodata_shards.msgpack.zst", SHORT, problems)
    headers_are_right(server, SHARD, FOR_GOOD, problems)
    headers_are_right(server, f"shards/{SHARD}", FOR_GOOD, problems)
    listed = {**index["packages"], **index["packages.conda"]}
    for name, record in listed.items():
        body = headers_are_right(server, name, FOR_GOOD, problems)
        if hashlib.sha256(body).hexdigest() != record["sha256"]:
            problems.append(f"{name} is not what the index says")
    if not any("+" in name for name in listed):
        problems.append("no package with a plus sign")
    for path in ABSENT:
        connection_status = raw_status(server, path)
        if connection_status not in (400, 404):
            problems.append(f"{path} answers {connection_status}")
        if path.startswith("/.mirror") and connection_status != 404:
            problems.append(f"{path} answers {connection_status}, not 404")


def raw_status(server, path):
    """The status for a path that is sent as it is."""
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=WAIT_SECONDS) as connection:
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        return int(connection.makefile("rb").readline().split()[1])


def main(launcher, document, work):
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    channel, config = work / "channel", work / "mirror.yaml"
    write_channel(channel)
    config.write_text(f"channels: [{channel}]\nplatforms: [{PLATFORM}]\naccount: open\n")
    mirror(launcher, work / "mirror", "--config-file", str(config), "sync")
    mirror(launcher, work / "mirror", "--account", "open", "snapshot", "create", "first")
    mirror(launcher, work / "mirror", "--account", "open", "snapshot", "publish", "first", "prod")
    clients = Clients(work)
    with nginx(document, work) as server:
        # Clients first: what is put beside the mirror's own files is no index of anything.
        clients.works("account", f"{server}/conda/open")
        clients.works("label of a snapshot", f"{server}/conda/open/label/first")
        clients.works("moving label", f"{server}/conda/open/label/prod")
        folder = work / "mirror/conda/open" / PLATFORM
        (folder / "shards").mkdir(exist_ok=True)
        for name in (SHARD, f"shards/{SHARD}", "repodata_shards.msgpack.zst"):
            (folder / name).write_bytes(b"bytes of any kind")
        for hidden in (folder.parent / ".hidden.conda", work / "mirror/.mirror/x.conda", work / "mirror/mirror.yaml"):
            hidden.write_text("not for clients")
        check(server, clients.problems)
    return clients.verdict()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3]).resolve()))

"""Offers a mirror's index in one form only, shards, zst, bz2 or json, and lets rattler install from each.

python forms.py LAUNCHER WORK_FOLDER
"""

import re
import shutil
import sys
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import unquote

from clients import Clients, mirror
from sample import PLATFORM, write_channel

FORMS = {
    "shards": r"repodata_shards\.msgpack\.zst|shards/[0-9a-f]{64}\.msgpack\.zst",
    "zst": r"repodata\.json\.zst",
    "bz2": r"repodata\.json\.bz2",
    "json": r"repodata\.json",
}
PACKAGE = r"[^/]+(\.conda|\.tar\.bz2)"


class OneForm(SimpleHTTPRequestHandler):
    """Serves /FORM/..., of every subdir only the packages and the index in that form."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path):
        form, _, rest = unquote(path).lstrip("/").partition("/")
        name = rest.partition("/")[2]
        if form in FORMS and re.fullmatch(f"{FORMS[form]}|{PACKAGE}", name):
            self.server.served.add((form, name))
            return str(self.server.folder / rest)
        return str(self.server.folder / "absent")

    def log_message(self, *_):
        pass


@contextmanager
def serving(folder):
    server = ThreadingHTTPServer(("127.0.0.1", 0), OneForm)
    server.folder, server.served = folder, set()
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def main(launcher, work):
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    channel, config = work / "channel", work / "mirror.yaml"
    write_channel(channel)
    config.write_text(
        f"channels: [{channel}]\nplatforms: [{PLATFORM}]\naccount: open\nindex_formats: [{', '.join(FORMS)}, current]\n"
    )
    mirror(launcher, work / "mirror", "--config-file", str(config), "sync")
    clients = Clients(work)
    with serving(work / "mirror/conda/open") as server:
        for form, files in FORMS.items():
            clients.works(form, f"http://127.0.0.1:{server.server_port}/{form}")
            if not any(served == form and re.fullmatch(files, name) for served, name in server.served):
                clients.problems.append(f"{form} was not read")
    return clients.verdict()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]).resolve()))

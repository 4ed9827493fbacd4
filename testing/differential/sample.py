"""A channel of real packages: the bundled sample, and a package with a program that runs where it was installed."""

import bz2
import hashlib
import io
import json
import shutil
import tarfile
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "mirror-cli/src/main/resources/org/channelmirror/cli/demo/channel"
PLATFORM = "linux-64"
SPECS = ["greeting", "scipy >=1.14", "packaging", "six"]
PLACEHOLDER = "/placeholder" * 10
GREETING = "hello from the mirror\n"


def write_channel(folder):
    shutil.copytree(SAMPLE, folder)
    add_greeting(folder)


def add_greeting(channel):
    """A package whose program is of use in the prefix only that it was installed into."""
    script = f"#!/bin/sh\ncat {PLACEHOLDER}/share/greeting/text\n".encode()
    text = GREETING.encode()
    paths = {
        "paths_version": 1,
        "paths": [
            {
                "_path": "bin/greeting", "path_type": "hardlink", "file_mode": "text", "prefix_placeholder": PLACEHOLDER,
                "sha256": hashlib.sha256(script).hexdigest(), "size_in_bytes": len(script),
            },
            {
                "_path": "share/greeting/text", "path_type": "hardlink",
                "sha256": hashlib.sha256(text).hexdigest(), "size_in_bytes": len(text),
            },
        ],
    }
    index = {
        "name": "greeting", "version": "1.0+local", "build": "h_0", "build_number": 0, "depends": ["python"],
        "subdir": PLATFORM, "arch": "x86_64", "platform": "linux", "license": "MIT", "timestamp": 1700000000000,
    }
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        for name, content, mode in [
            ("info/index.json", json.dumps(index).encode(), 0o644),
            ("info/paths.json", json.dumps(paths).encode(), 0o644),
            ("info/files", b"bin/greeting\nshare/greeting/text\n", 0o644),
            ("info/has_prefix", f"{PLACEHOLDER} text bin/greeting\n".encode(), 0o644),
            ("bin/greeting", script, 0o755),
            ("share/greeting/text", text, 0o644),
        ]:
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(content), mode
            archive.addfile(entry, io.BytesIO(content))
    package = bz2.compress(tar.getvalue())
    (channel / PLATFORM / "greeting-1.0+local-h_0.tar.bz2").write_bytes(package)
    file = channel / PLATFORM / "repodata.json"
    repodata = json.loads(file.read_text())
    repodata["packages"]["greeting-1.0+local-h_0.tar.bz2"] = {
        **index, "size": len(package),
        "md5": hashlib.md5(package).hexdigest(), "sha256": hashlib.sha256(package).hexdigest(),
    }
    file.write_text(json.dumps(repodata))
    (channel / PLATFORM / "repodata.json.zst").unlink()

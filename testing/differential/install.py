"""Solves specs from a channel by rattler, and installs what was solved into a prefix.

python install.py CHANNEL_URL PLATFORM PREFIX SPEC...

Nothing is taken from a cache of earlier runs. Prints the URL of each package that was installed, and fails if what is in the prefix
is not what the packages say. Credentials and authorities come as rattler takes them: $RATTLER_AUTH_FILE, $SSL_CERT_FILE.
"""

import asyncio
import hashlib
import json
import sys
import tempfile
from pathlib import Path

import rattler


async def install(channel, platform, prefix, specs):
    """Answers the records of what was installed."""
    client = rattler.Client.from_config(rattler.Config.from_toml('tls-root-certs = "system"'), max_retries=0)
    with tempfile.TemporaryDirectory() as cache:
        gateway = rattler.Gateway(cache_dir=Path(cache, "index"), client=client)
        records = await rattler.solve(
            sources=[rattler.Channel(channel)], specs=specs, gateway=gateway, platforms=[platform, "noarch"]
        )
        await rattler.install(
            records=records,
            target_prefix=prefix,
            cache_dir=Path(cache, "packages"),
            platform=rattler.Subdir(platform),
            show_progress=False,
            client=client,
        )
    return records


def sha256(file):
    return hashlib.sha256(file.read_bytes()).hexdigest()


def problems(prefix, records):
    """What is not in the prefix, or is not what its package says."""
    metas = [json.loads(file.read_text()) for file in sorted(prefix.glob("conda-meta/*.json"))]
    absent = {record.file_name for record in records} - {meta["fn"] for meta in metas}
    found = [f"{name} is not installed" for name in sorted(absent)]
    count = 0
    for meta in metas:
        for path in meta["paths_data"]["paths"]:
            count += 1
            expected = path.get("sha256_in_prefix") or path.get("sha256")
            file = prefix / path["_path"]
            if not file.is_file() or (expected is not None and sha256(file) != expected):
                found.append(f"{meta['fn']}: {path['_path']} is absent or damaged")
    return found if count > 0 else [*found, "nothing was linked"]


def main(channel, platform, prefix, *specs):
    records = asyncio.run(install(channel, platform, prefix, list(specs)))
    for record in records:
        print(record.url)
    found = problems(Path(prefix), records)
    for problem in found:
        print(problem, file=sys.stderr)
    return 1 if found or not records else 0


if __name__ == "__main__":
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))

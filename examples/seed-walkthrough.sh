#!/usr/bin/env bash
# The original product's page "Mirroring an Anaconda repository", step by step: its configurations and command lines as they are
# printed there, with a sample channel in the place of each real one. Each form of a configuration has a root of its own. Nothing
# leaves this machine; ends with 0 if every step does what it should.
set -euo pipefail

home=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
cd "$work"

export PATH="$home/bin:$PATH"
export PREFIX="$work/prefix" MIRRORS_ARCHIVE="$work/archive"
export CHANNEL_MIRROR_PREFIX="$PREFIX"
configurations=$PREFIX/etc/anaconda-server/mirror
mkdir -p "$configurations"

# A line for the reader, and where the next steps keep their mirror.
step() {
    printf '\n== %s\n' "$1"
    export CHANNEL_MIRROR_ROOT="$work/mirrors/$2"
}

# Shows a command and runs it; it has to end with the given exit code.
run() {
    local expected=$1 code=0
    printf '\n$ %s\n' "$2"
    eval "$2" || code=$?
    if [ "$code" != "$expected" ]; then
        echo "that ended with $code and not with $expected" >&2
        exit 1
    fi
}

# Writes a configuration from stdin, and shows it as the page does; behind it goes what leads to the stand-ins.
configure() {
    cat >"$configurations/$1.yaml"
    printf '\n$ cat $PREFIX/etc/anaconda-server/mirror/%s.yaml\n\n' "$1"
    cat "$configurations/$1.yaml"
    printf '\nurl_mapping:\n  https://conda.anaconda.org/: %s\n  https://repo.anaconda.com/: %s\n' \
        "$work/online" "$work/vendor" >>"$configurations/$1.yaml"
}

holds() {
    [ -e "$CHANNEL_MIRROR_ROOT/conda/$1" ] || {
        echo "$1 is not in the mirror" >&2
        exit 1
    }
}

# An index has a package, "yes", or has not, "no".
lists() {
    local found=no
    ! grep -q "\"$3\"" "$CHANNEL_MIRROR_ROOT/conda/$2/repodata.json" || found=yes
    [ "$found" = "$1" ] || {
        echo "is $3 in the index of $2? $found" >&2
        exit 1
    }
}

sample=$home/mirror-cli/src/main/resources/org/channelmirror/cli/demo/channel
for channel in online/{r,wakari,anaconda-nb-extensions,anaconda-adam} archive/{r,wakari,anaconda-adam}/pkgs \
    vendor/pkgs/{main,r,msys2}; do
    mkdir -p "$(dirname "$work/$channel")"
    cp -r "$sample" "$work/$channel"
done

step "Mirroring all packages" all
configure anaconda <"$home/etc/anaconda-server/mirror/anaconda.yaml"
run 0 'anaconda-server-sync-conda'
holds anaconda/linux-64/repodata.json

step "Mirroring some packages" some
configure anaconda-custom <<'YAML'
remote_url: https://repo.anaconda.com/
platforms:
  - linux-64
license_blacklist:
  - GPL
blacklist:
  - scipy
whitelist:
  - readline
YAML
run 0 'anaconda-server-sync-conda --mirror-config anaconda-custom'
run 0 'anaconda-mirror sync'
run 0 'anaconda-mirror --config-file anaconda-custom sync'

step "Resetting packages" some
run 0 'anaconda-mirror --config-file anaconda-custom sync --reset'

step "Exporting a mirror" some
run 0 'anaconda-mirror export mirror.tar'
run 0 'sha256sum -c mirror.tar.sha256'

step "Importing a mirror" far-side
export USB=$work
run 0 'anaconda-mirror import $USB/mirror.tar'
run 0 'anaconda-mirror verify'
holds anaconda/linux-64/repodata.json
lists yes anaconda/noarch packaging

step "Filtering" some
configure anaconda-custom <<'YAML'
remote_url: https://repo.anaconda.com/
platforms:
  - linux-64
license_blacklist:
  - GPL
blacklist:
  - scipy
  - packaging
whitelist:
  - readline
YAML
run 0 'anaconda-mirror sync'
lists yes anaconda/noarch packaging
run 0 'anaconda-mirror clean --dry-run'
lists yes anaconda/noarch packaging
run 0 'anaconda-mirror clean'
lists no anaconda/noarch packaging

step "Mirroring R channel: from an archive" r-airgap
configure r <<'YAML'
channels:
  - file://$MIRRORS_ARCHIVE/r/pkgs

# The platforms should correspond to the platforms contained in
# the archive. Omit if the archive contains conda packages for all platforms.
platforms:
  - linux-64
  - osx-64
  - win-64
YAML
run 0 'anaconda-server-sync-conda --mirror-config \
    $PREFIX/etc/anaconda-server/mirror/r.yaml --account=r-channel'
holds r-channel/osx-64/repodata.json

step "Mirroring R channel: online" r
configure r <<'YAML'
channels:
  - https://conda.anaconda.org/r
YAML
run 0 'anaconda-server-sync-conda --mirror-config \
    $PREFIX/etc/anaconda-server/mirror/r.yaml --account=r-channel'
holds r-channel/noarch/repodata.json

step "Mirroring Wakari channel for AEN: from an archive" wakari-airgap
configure wakari <<'YAML'
channels:
  - file://$MIRRORS_ARCHIVE/wakari/pkgs

# The platforms should correspond with the platforms contained in
# the archive. Omit if the archive contains conda packages for all platforms.
platforms:
  - linux-64
  - osx-64
  - win-64
YAML
echo "The page prints r.yaml here, which runs and warns; wakari.yaml is meant:"
run 0 'anaconda-server-sync-conda --root $CHANNEL_MIRROR_ROOT-as-printed --mirror-config \
    $PREFIX/etc/anaconda-server/mirror/r.yaml --account=wakari'
run 0 'anaconda-server-sync-conda --mirror-config \
    $PREFIX/etc/anaconda-server/mirror/wakari.yaml --account=wakari'
holds wakari/win-64/repodata.json

step "Mirroring Wakari channel for AEN: online" wakari
configure wakari <<'YAML'
channels:
  - https://conda.anaconda.org/t/<TOKEN>/anaconda-nb-extensions
  - https://conda.anaconda.org/wakari
YAML
run 2 'anaconda-server-sync-conda --mirror-config wakari --account=wakari'
run 0 'sed -i "s/<TOKEN>/a-token-of-yours/" $PREFIX/etc/anaconda-server/mirror/wakari.yaml'
run 0 'anaconda-server-sync-conda --mirror-config wakari --account=wakari'
holds wakari/linux-64/repodata.json

step "Mirroring anaconda-adam channel for cluster management: from an archive" adam-airgap
configure anaconda-adam <<'YAML'
channels:
  - file://$MIRRORS_ARCHIVE/anaconda-adam/pkgs

# The platforms should correspond with the platforms contained in
# the archive. Omit if the archive contains conda packages for all
# platforms.
platforms:
      * linux-64
      * osx-64
      * win-64
YAML
run 2 'anaconda-server-sync-conda --mirror-config anaconda-adam --account=anaconda-adam'
run 0 'sed -i "s/\* /- /" $PREFIX/etc/anaconda-server/mirror/anaconda-adam.yaml'
run 0 'anaconda-server-sync-conda --mirror-config anaconda-adam --account=anaconda-adam'
holds anaconda-adam/osx-64/repodata.json

step "Mirroring anaconda-adam channel for cluster management: online" adam
configure anaconda-adam <<'YAML'
channels:
  - https://conda.anaconda.org/anaconda-adam
YAML
echo "The page prints r.yaml here, too:"
run 0 'anaconda-server-sync-conda --root $CHANNEL_MIRROR_ROOT-as-printed --mirror-config \
    $PREFIX/etc/anaconda-server/mirror/r.yaml --account=anaconda-adam'
run 0 'anaconda-server-sync-conda --mirror-config anaconda-adam --account=anaconda-adam'
holds anaconda-adam/linux-64/repodata.json

step "What was mirrored" all
run 0 'anaconda-mirror account list'

# The content at a URL path of the server, by nothing but the shell.
fetch() {
    exec 3<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n' "$1" "$port" >&3
    LC_ALL=C sed '1,/^\r$/d' <&3
    exec 3<&-
}

step "Configuring conda" all
printf '\n$ anaconda-mirror serve --port 0 &\n'
anaconda-mirror serve --port 0 >"$work/access.log" 2>"$work/serve.log" &
server=$!
until grep -q '^serving' "$work/serve.log"; do
    kill -0 "$server"
    sleep 0.1
done
cat "$work/serve.log"
port=$(sed -n 's|^serving .*:\([0-9]*\)/conda/$|\1|p' "$work/serve.log")
printf '\n$ cat ~/.condarc\n\n'
fetch /condarc | tee "$work/condarc"
diff - "$work/condarc" <<YAML
channels:
  - http://127.0.0.1:$port/conda/anaconda/
YAML
printf '\n%s\n' "the browser at http://127.0.0.1:$port/anaconda/ shows:"
fetch /anaconda/ >"$work/page.html"
grep -A1 'linux-64</a>' "$work/page.html"
fetch /conda/anaconda/linux-64/repodata.json >"$work/repodata.json"
readline=$(grep -o '"readline-[^"]*":{[^}]*}' "$work/repodata.json")
file=$(sed 's/^"\([^"]*\)".*/\1/' <<<"$readline")
fetch "/conda/anaconda/linux-64/$file" >"$work/$file"
run 0 "echo $(sed 's/.*"sha256":"\([0-9a-f]*\)".*/\1/' <<<"$readline")  $file | sha256sum -c"
kill "$server"
run 0 'wait $server'
server=

printf '\nevery step did what it should\n'

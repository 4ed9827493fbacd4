// archives.mjs write FOLDER SEED STATE: a channel that changes from state to state: packages go, come, and are uploaded again.
// archives.mjs solve WORK SEED CHANNEL...: every channel below the work folder has to solve what the first one does, alike.
import { createHash } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { join, normalize } from "node:path";
import { random, writeChannel, writeVirtual } from "./channel.mjs";

const SPECS = 40;
const [verb, folder, seed, ...rest] = process.argv.slice(2);

function change(subdir, state) {
    const file = join(folder, subdir, "repodata.json");
    const index = JSON.parse(readFileSync(file, "utf8"));
    const records = index["packages.conda"];
    const upload = (name, record, content) => {
        writeFileSync(join(folder, subdir, name), content);
        records[name] = { ...record, size: content.length, sha256: createHash("sha256").update(content).digest("hex") };
    };
    Object.entries(records).forEach(([name, record], i) => {
        if (i % 23 < state) {
            delete records[name];
        } else if (i % 23 === 10 + state) {
            upload(name, record, `${name} again ${state}`);
        } else if (i % 23 === 20 - state) {
            record.depends.push("pkg000");
        }
    });
    for (let i = 0; i < state * 5; i++) {
        const name = `new${state}x${i}`;
        const record = { name, version: "1.0", build: "h_0", build_number: 0, depends: ["pkg000"], subdir };
        upload(`${name}-1.0-h_0.conda`, subdir === "noarch" ? { ...record, noarch: "generic" } : record, name);
    }
    writeFileSync(file, JSON.stringify(index));
}

function write(state) {
    rmSync(folder, { recursive: true, force: true });
    writeChannel(folder, Number(seed));
    ["noarch", "linux-64"].forEach((subdir) => change(subdir, state));
}

async function compare(channels) {
    const { simpleSolve } = createRequire(import.meta.url)("@conda-org/rattler");
    writeVirtual(join(folder, "virtual"));
    const server = createServer((request, response) => {
        try {
            response.end(readFileSync(join(folder, normalize(decodeURIComponent(request.url)))));
        } catch {
            response.writeHead(404).end();
        }
    });
    await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
    const url = (path) => `http://127.0.0.1:${server.address().port}/${path}`;
    const solve = async (spec, channel) => {
        try {
            const solved = await simpleSolve([spec], [url(channel), url("virtual")], ["linux-64", "noarch"], []);
            return solved.map((each) => `${each.filename} ${each.sha256 ?? ""}`).sort().join(" ");
        } catch (e) {
            if (!String(e.message ?? e).startsWith("Cannot solve")) {
                throw e;
            }
            return "";
        }
    };
    const index = JSON.parse(readFileSync(join(folder, channels[0], "linux-64/repodata.json"), "utf8"));
    const names = [...new Set(Object.values(index["packages.conda"]).map((each) => each.name))];
    const next = random(Number(seed) + 7);
    let solved = 0;
    const problems = [];
    for (let i = 0; i < SPECS; i++) {
        const spec = names[Math.floor(next() * names.length)];
        const expected = await solve(spec, channels[0]);
        solved += expected === "" ? 0 : 1;
        for (const channel of channels.slice(1)) {
            if ((await solve(spec, channel)) !== expected) {
                problems.push(`${spec} is not solved by ${channel} as by ${channels[0]}`);
            }
        }
    }
    server.close();
    console.log(`${SPECS} specs, ${solved} of them solved, by ${channels.length} channels; ${problems.length} problems`);
    if (solved < SPECS / 2) {
        problems.push("too little was compared");
    }
    if (problems.length > 0) {
        console.error(problems.join("\n"));
        process.exit(1);
    }
}

if (verb === "write") {
    write(Number(rest[0]));
} else {
    await compare(rest);
}

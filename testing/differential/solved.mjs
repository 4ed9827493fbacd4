// Prints the files that rattler chooses for specs from a channel: node solved.mjs CHANNEL_URL PLATFORM SPEC...
import { createRequire } from "node:module";

const { simpleSolve } = createRequire(import.meta.url)("@conda-org/rattler");

const [channel, platform, ...specs] = process.argv.slice(2);
const solved = await simpleSolve(specs, [channel], [platform, "noarch"], []);
console.log(solved.map((each) => each.filename).sort().join("\n"));

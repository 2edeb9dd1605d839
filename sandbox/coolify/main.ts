import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { parseSetting } from "./settings.ts";
import { type Coolify, startCoolify } from "./start.ts";

const USAGE =
  "usage: node sandbox/coolify/main.ts [--port N] [--proxy-port N] [--host LOOPBACK] [--world FILE] [--state FILE] [--settings name=value]… [--until-stdin-ends]";

function options() {
  const { values } = parseArgs({
    options: {
      port: { type: "string", default: "0" },
      "proxy-port": { type: "string", default: "0" },
      host: { type: "string", default: "127.0.0.1" },
      world: { type: "string" },
      state: { type: "string" },
      settings: { type: "string", multiple: true, default: [] },
      "until-stdin-ends": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    process.exit(0);
  }
  return {
    port: portOf(values.port),
    proxyPort: portOf(values["proxy-port"]),
    untilStdinEnds: values["until-stdin-ends"],
    host: values.host,
    ...(values.state === undefined ? {} : { state: values.state }),
    ...(values.world === undefined ? {} : { world: worldIn(values.world) }),
    settings: Object.assign({}, ...values.settings.map(parseSetting)) as Record<string, unknown>,
  };
}

function worldIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (fault) {
    throw new Error(`The world ${file} cannot be read as JSON: ${fault instanceof Error ? fault.message : String(fault)}.`);
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 0 && port <= 65535) return port;
  throw new Error(`A port is a number from 0 to 65535; ${text} is none.`);
}

/** @param untilStdinEnds the one who started it holds the other end: when it is killed, nothing is left behind */
function closeInTime(coolify: Coolify, untilStdinEnds: boolean): void {
  const end = () => void coolify.close().then(() => process.exit(0));
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, end);
  if (untilStdinEnds) process.stdin.once("close", end).resume();
}

try {
  const { untilStdinEnds, ...how } = options();
  const coolify = await startCoolify(how);
  closeInTime(coolify, untilStdinEnds);
  process.stdout.write(`${JSON.stringify({ url: coolify.url, token: coolify.token, proxy: coolify.proxy })}\n`);
} catch (fault) {
  process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`);
  process.exit(2);
}

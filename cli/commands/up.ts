import { EXIT, Failure } from "../../verbs/failure.ts";
import { bringUp, type UpOptions } from "../../verbs/up.ts";
import { bringUpAll } from "../../verbs/upAll.ts";
import type { Call, CommandSpec } from "../call.ts";
import { CONFIRMING, confirmPlans } from "../confirm.ts";
import { runAndReport } from "../runAndReport.ts";
import { runLive } from "../runLive.ts";
import { renderFleet } from "../terminal/fleet.ts";
import { renderTree } from "../terminal/tree.ts";

/** Each is several processes that want a core now and then; most of the time they wait for Coolify. */
const PARALLEL = 4;

export const up: CommandSpec = {
  name: "up",
  summary: "Makes Coolify what the YAML says: creates, changes, deploys, checks, and says where everything answers.",
  words: { "[stack]": "which instance or white-label (air, acmecorp-wwg, …); not needed where the fleet has one" },
  options: {
    ...CONFIRMING,
    "--all": "every stack whose configuration changed since its last good run; stops at the first failure",
    "--wave <number>": "with --all: so many stacks, then the next so many if all is well",
    "--parallel <number>": `with --all: how many run at once (default ${PARALLEL})`,
    "--force": "with --all: unchanged stacks too",
    "--resume": "with --all: only what the last run left undone",
  },
  perform: async (call) => {
    const { words, options } = call;
    if (options.all && words[0]) throw new Failure(EXIT.usage, `Either "${words[0]}" or --all, not both.`);
    return options.all ? upAll(call) : upOne(call);
  },
};

type Quiet = Parameters<Parameters<typeof runLive>[1]>;

const confirming = (call: Call, [run, quietly]: Quiet): UpOptions => ({
  ...run,
  confirm: (plans) => quietly(() => confirmPlans(call, plans)),
  // Nobody would be asked about it, so it need not be worked out first.
  trustsCreation: Boolean(call.options.yes),
});

async function upOne(call: Call): Promise<number> {
  const { context, terminal, words } = call;
  await runAndReport(
    call,
    (...live) => bringUp(context, words[0], confirming(call, live)),
    ({ view }) => renderTree(view, terminal.colors),
  );
  return EXIT.ok;
}

async function upAll(call: Call): Promise<number> {
  const { context, terminal, options, json } = call;
  const wave = numberOf(options.wave, "--wave");
  const report = await runLive(terminal, (...live) =>
    bringUpAll(context, {
      ...confirming(call, live),
      ...(wave ? { wave } : {}),
      parallel: numberOf(options.parallel, "--parallel") ?? PARALLEL,
      force: Boolean(options.force),
      resume: Boolean(options.resume),
    }),
  );
  terminal.result(json ? JSON.stringify(report) : renderFleet(report, terminal.colors));
  if (!json && report.stacks.some(({ state }) => state === "waiting" || state === "failed"))
    terminal.say("`pf up --all --resume` goes on with what is left.");
  return report.exit;
}

function numberOf(given: unknown, option: string): number | undefined {
  if (given === undefined) return undefined;
  const number = Number(given);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Failure(EXIT.usage, `${option} takes a whole number above 0, not "${given}".`);
}

import { diagnose } from "../../verbs/doctor.ts";
import type { CommandSpec } from "../call.ts";

export const doctor: CommandSpec = {
  name: "doctor",
  summary: "Says what was found on this machine, which versions, what is missing and how to get it.",
  perform: async ({ context, terminal, json }) => {
    const report = await diagnose(context);
    if (json) terminal.result(JSON.stringify(report));
    else {
      for (const { name, state, detail, fix } of report.checks) {
        const mark = { ok: terminal.colors.green("✓"), missing: terminal.colors.red("✗"), note: terminal.colors.yellow("!") }[state];
        terminal.result(`${mark} ${name.padEnd(20)} ${detail}${fix ? `\n  → ${fix}` : ""}`);
      }
    }
    return report.exit;
  },
};

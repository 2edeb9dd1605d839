import { linesOf, tableOf } from "./table.ts";

// npm run traps: npm makes the project's folder the working directory.
const lines = linesOf(process.cwd());
const open = lines.filter(({ why, tests }) => !why && tests.length === 0);
process.stdout.write(`${tableOf(lines)}\n\n${lines.length} traps, ${open.length} open.\n`);
process.exitCode = open.length > 0 ? 1 : 0;

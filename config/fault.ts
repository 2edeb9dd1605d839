/** One thing that is wrong in a file, with its place, its cause and the way out. */
export interface Fault {
  /** Written as people know it: `config/instances/air.instance.yaml`. */
  file: string;
  /** Both from 1 on. */
  line: number;
  column: number;
  /** `environments.development.limits.memory`; empty for a fault of the whole file. */
  path: string;
  /** What was found there. Never set where it could be a secret. */
  value?: string;
  /** Cause and cure in one sentence, without the full stop. */
  reason: string;
  /** The nearest thing that would have been right. */
  suggestion?: string;
  /** Something is not there. Told only if nothing was refused in the files that could have said it. */
  absent?: true;
}

/** `config/instances/air.instance.yaml:12:3 environments.developmnt: no such key; did you mean "development"?` */
export function faultLine(fault: Fault): string {
  const place = `${fault.file}:${fault.line}:${fault.column}`;
  const subject = fault.path === "" ? place : `${place} ${fault.path}`;
  const hint = fault.suggestion === undefined ? "" : `; did you mean ${JSON.stringify(fault.suggestion)}?`;
  return visible(`${subject}: ${fault.reason}${hint}`);
}

/** Names of keys and files may hold anything: what would move the cursor or turn the text around is spelled out. */
const visible = (line: string) =>
  line.replace(/[\p{Cc}\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    return `\\u${code.toString(16).padStart(4, "0")}`;
  });

/** Everything that is wrong in the configuration, found in one go: one line for each fault, in the order of files and lines. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly faults: readonly Fault[];

  constructor(faults: readonly Fault[]) {
    const sorted = sortFaults(faults);
    super(sorted.map(faultLine).join("\n"));
    this.faults = sorted;
  }
}

/** Two applications that share a file find the same fault twice: it is told once, whatever else is known to each. */
function sortFaults(faults: readonly Fault[]): Fault[] {
  const once = new Map(faults.map((fault) => [faultLine(fault).split("; known")[0], fault]));
  return [...once.values()].sort(
    (a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column || compareText(a.path, b.path),
  );
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

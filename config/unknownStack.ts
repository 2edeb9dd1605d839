import { nearest } from "./nearest.ts";

/** There is no stack of that name. `known` and `suggestion` say which there are. */
export class UnknownStackError extends Error {
  override readonly name = "UnknownStackError";
  readonly requested: string;
  readonly known: readonly string[];
  readonly suggestion: string | undefined;

  constructor(stack: string, known: readonly string[]) {
    const suggestion = nearest(stack, known);
    const hint = suggestion === undefined ? "" : ` Did you mean "${suggestion}"?`;
    const list = known.length === 0 ? "The configuration describes no stack yet" : `The configuration describes ${known.join(", ")}`;
    super(`There is no stack "${stack}". ${list}.${hint}`);
    this.requested = stack;
    this.known = known;
    this.suggestion = suggestion;
  }
}

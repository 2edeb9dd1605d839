import { EXIT, UserError } from "../errors.ts";
import { ailing, type Noun, type Standing } from "./containers.ts";

/** `late`: nothing was heard of it in time; `unwell`: it was, and it does not run as it should; `empty`: it has no containers. */
type Why = "late" | "unwell" | "empty";

const list = (standing: Standing) => ailing(standing).map(({ name, status }) => `${name} is "${status}"`);

function sentence(noun: Noun, standing: Standing, why: Why): string {
  if (why === "empty") return "The service has no containers: its compose text names none. Add some.";
  const began = why === "late" ? `The ${noun} was started but does not run yet` : `The ${noun} was started but does not run as it should`;
  const which = noun === "service" && list(standing).length > 0 ? ` (${list(standing).join(", ")})` : "";
  const stale =
    noun === "service" && standing.status.startsWith("degraded") && ailing(standing).some(({ status }) => status.startsWith("exited"))
      ? " A container that its text does not name any more counts until it is excluded from the status."
      : "";
  return `${began}: Coolify says "${standing.status}"${which}.${stale} Look at its logs in Coolify, then run the same command again.`;
}

/** What was started does not run. */
export class NotRunning extends UserError {
  readonly standing: Standing;

  constructor(noun: Noun, standing: Standing, why: Why) {
    super(sentence(noun, standing, why), why === "late" ? EXIT.timeout : EXIT.failed);
    this.standing = standing;
  }
}

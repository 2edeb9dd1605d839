import { type DeploymentLog, DOUBLE_SEPARATOR } from "./log.ts";

/** What ends a deployment early; the message is what the log says after `Deployment failed: `. */
export class DeploymentFailure extends Error {
  /** PHP's class, and the line of Coolify that threw. */
  readonly kind: string;
  readonly place: string;

  constructor(message: string, place: string, kind = "App\\Exceptions\\DeploymentException") {
    super(message);
    this.kind = kind;
    this.place = place;
  }
}

const JOB = "app/Jobs/ApplicationDeploymentJob.php";
const REMOTE = "app/Traits/ExecuteRemoteCommand.php:243";

/** Where Coolify's own code fails, by what went wrong. */
export const PLACES = {
  command: REMOTE,
  rolling: `${JOB}:1981`,
  push: `${JOB}:1146`,
  compose: `${JOB}:700`,
  server: "vendor/laravel/framework/src/Illuminate/Queue/InteractsWithQueue.php:56",
} as const;

/** A command on the server that ended with an error, as Coolify words it. */
export function commandFailed(command: string, code: number, output: string): DeploymentFailure {
  return new DeploymentFailure(`Command execution failed (exit code ${code}): ${command}\nError: ${output}`, PLACES.command);
}

const STACK = ["execute_remote_command()", "decide_what_to_do()", "handle()", "call()", "callBoundMethod()"];

/** The lines that every failed deployment ends with (contract 8.7). */
export function sayFailure(log: DeploymentLog, failure: DeploymentFailure): void {
  const hidden = { hidden: true, error: true };
  log.say(DOUBLE_SEPARATOR, { error: true });
  log.say(`Deployment failed: ${failure.message}`, { error: true });
  log.say(`Error type: ${failure.kind}`, hidden);
  log.say("Error code: 0", hidden);
  log.say(`Location: ${failure.place}`, hidden);
  log.say("Stack trace (first 5 lines):", hidden);
  for (const [index, frame] of STACK.entries()) log.say(`#${index} ${JOB}: App\\Jobs\\ApplicationDeploymentJob->${frame}`, hidden);
  log.say(DOUBLE_SEPARATOR, { error: true });
}

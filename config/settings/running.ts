import { choice, count, field, line, text } from "../field.ts";
import { Cpus, Duration, HealthEnabled, HealthPath, Memory, Port, Retries } from "../fields.ts";
import { parseDuration } from "../units.ts";

/** Limits and health checks: what applications and databases have alike. */

const Size = text(
  { title: "an amount of memory such as 512M or 1G", description: "Memory in MiB (M) or GiB (G). 0: no limit." },
  /^(0|[1-9]\d{0,5}[MGmg])$/,
);
const size = (description: string) =>
  field({ title: String(Size.meta()?.title), description }, (written) =>
    Size.safeParse(written).success ? written.toLowerCase() : undefined,
  );

export const limitFields = {
  memory: Memory,
  cpus: Cpus,
  memory_swap: field(
    {
      title: "an amount of memory such as 1G, or -1",
      description: "Memory and swap together. 0: twice the memory, -1: no limit.",
    },
    (written) => (written === "-1" || Size.safeParse(written).success ? written.toLowerCase() : undefined),
  ),
  memory_reservation: size("Memory that it is pushed back to when the server runs short."),
  memory_swappiness: count("How readily memory is swapped out.", 0, 100),
  cpu_shares: count("Weight against other containers when processors are short.", 0, 262_144),
  cpu_set: text({ title: "processors such as 0-1,3", description: "Processors it may use." }, /^\d+(-\d+)?(,\d+(-\d+)?)*$/),
};

const duration = (description: string, argument: string) => Duration.meta({ ...Duration.meta(), description, argument });

const startPeriod = field(
  {
    title: "a duration such as 30s, or 0s",
    description: "Time after the start in which failures do not count.",
    argument: "startPeriodSeconds",
  },
  parseDuration,
);

/** How often is asked, and when it counts: applications and databases alike. */
export const askingFields = {
  enabled: HealthEnabled,
  interval: duration("Pause between two checks.", "intervalSeconds"),
  timeout: duration("Time for an answer.", "timeoutSeconds"),
  retries: Retries,
  start_period: startPeriod,
};

/** What is asked: applications only. */
export const healthCheckFields = {
  ...askingFields,
  path: HealthPath,
  type: choice({ title: "one of http, cmd", description: "Whether it is asked by HTTP or by a command inside it." }, ["http", "cmd"]),
  command: text(
    {
      title: "a command of letters, digits, spaces and - _ . / : = @ , +",
      description: "Ends with 0 when all is well. Counts with type: cmd.",
    },
    /^[a-zA-Z0-9 \-_./:=@,+]{1,1000}$/,
  ),
  method: choice({ title: "one of GET, HEAD, POST, OPTIONS", description: "Method of the request." }, ["GET", "HEAD", "POST", "OPTIONS"]),
  scheme: choice({ title: "one of http, https", description: "Scheme of the request." }, ["http", "https"]),
  host: text({ title: "a host name", description: "Host that is asked, seen from the container." }, /^[a-zA-Z0-9.\-_]{1,255}$/),
  port: Port,
  return_code: count("Status that means all is well.", 100, 599),
  response_text: line("Text that the answer must contain.", "ok"),
};

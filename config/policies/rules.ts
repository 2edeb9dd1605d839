import { ENGINES } from "../settings/database.ts";
import type { Breach, Rule, Workload } from "./rule.ts";

/** All rules. A new one is an entry here, with a case of each kind in `test/config/policies`. */
export const RULES: readonly Rule[] = [
  {
    name: "health-check",
    severity: "error",
    demands: "An application in production has a health check.",
    why: "Without one Coolify takes any container that started for a good one, and sends visitors to it.",
    breaches: (workload) =>
      workload.kind === "application" && workload.protect && !workload.healthCheck.enabled
        ? [{ path: ["health_check", "enabled"], reason: "has no health check in production; write enabled: true and a path" }]
        : [],
  },
  {
    name: "no-public-database",
    severity: "error",
    demands: "No database can be reached from outside its server.",
    why: "A password is then all that stands between the data and everybody.",
    breaches: (workload) =>
      workload.kind === "database" && workload.settings.isPublic === true
        ? [{ path: ["is_public"], reason: "can be reached by everybody; remove is_public, and reach it over SSH" }]
        : [],
  },
  {
    name: "https-only",
    severity: "error",
    demands: "Whatever is reached in production is reached by https alone.",
    why: "Everybody on the way reads and changes what goes over http.",
    breaches: (workload) => (workload.protect ? [...openAddresses(workload), ...openProxy(workload)] : []),
  },
  {
    name: "backups",
    severity: "error",
    demands: "A database in production is backed up, where Coolify can back it up.",
    why: "What is deleted or written over is gone for good otherwise.",
    breaches: (workload) =>
      workload.kind === "database" &&
      workload.protect &&
      ENGINES[workload.engine].backups &&
      !workload.backups.some(({ enabled }) => enabled)
        ? [{ path: ["backups"], reason: "is not backed up; write backups with a frequency" }]
        : [],
  },
  {
    name: "limits",
    severity: "warning",
    demands: "Applications and databases have a limit for memory and for processors.",
    why: "One that runs away takes everything else on the server with it.",
    breaches: (workload) => (workload.kind === "service" ? [] : (["memory", "cpus"] as const).flatMap((key) => unlimited(workload, key))),
  },
];

const unlimited = ({ limits }: Extract<Workload, { kind: "application" | "database" }>, key: "memory" | "cpus"): Breach[] =>
  Number(limits[key]) === 0 ? [{ path: ["limits", key], reason: `has no limit for ${key}; write one under limits` }] : [];

const OPEN = /^http:/;
const HTTPS = "write it without http://";

function openAddresses(workload: Workload): Breach[] {
  if (workload.kind === "database") return [];
  const said = workload.kind === "service" ? Object.entries(workload.urls) : [...composed(workload)];
  const breaches = said.flatMap(([container, urls]) => urls.filter((url) => OPEN.test(url)).map((url) => ({ container, url })));
  const place = workload.kind === "service" ? "urls" : "compose_domains";
  const own = workload.kind === "application" ? workload.domains : [];
  return [
    ...own.flatMap((url, index) => (OPEN.test(url) ? [{ path: ["domains", String(index)], reason: `${url} is not https; ${HTTPS}` }] : [])),
    ...breaches.map(({ container, url }) => ({ path: [place, container], reason: `${url} is not https; ${HTTPS}` })),
  ];
}

/** Addresses of the services of a compose file in a repository. */
function composed({ settings }: Extract<Workload, { kind: "application" }>): [string, string[]][] {
  const domains = (settings.composeDomains ?? {}) as Record<string, { domains: string[] }>;
  return Object.entries(domains).map(([service, { domains: all }]) => [service, all]);
}

function openProxy(workload: Workload): Breach[] {
  const proxy = workload.kind === "application" ? (workload.settings.proxy as { forceHttps?: boolean } | undefined) : undefined;
  return proxy?.forceHttps === false
    ? [{ path: ["proxy", "force_https"], reason: "http:// does not lead to https://; remove force_https: false" }]
    : [];
}

import type { Fault } from "./fault.ts";
import { generatedFaults } from "./generated.ts";
import type { Place } from "./located.ts";
import type { Claim, Placed } from "./placed.ts";
import type { ResolvedTenant } from "./resolved.ts";
import type { Joined } from "./room.ts";

/** A tenant with everything that runs in it. */
export interface PlacedTenant {
  stack: ResolvedTenant;
  all: Joined;
  /** Where its project is named. */
  at: Place;
}

/** What must be there once only: in the fleet a domain and a project, on a server a port and a container, in a stack a name. */
export function clashes(tenants: readonly PlacedTenant[]): Fault[] {
  const claims = tenants.flatMap(claimsOf);
  return [
    ...domainClashes(claims.filter(({ kind }) => kind === "domain")),
    ...serverClashes(claims.filter(({ kind }) => kind !== "domain")),
    ...projectClashes(tenants),
    ...tenants.flatMap(nameClashes),
    ...tenants.flatMap(generatedFaults),
  ];
}

interface Claimed extends Omit<Claim, "kind"> {
  kind: Claim["kind"] | "name" | "project";
  by: string;
}

const workloads = ({ applications, services, databases }: Joined): Placed<{ name: string; environment: string }>[] => [
  ...applications,
  ...services,
  ...databases,
];

function claimsOf({ stack, all }: PlacedTenant): Claimed[] {
  return workloads(all).flatMap(({ resolved, claims }) =>
    claims.map((claim) => ({ ...claim, by: resolved.name, what: claim.kind === "domain" ? claim.what : `${stack.server} ${claim.what}` })),
  );
}

function domainClashes(claims: readonly Claimed[]): Fault[] {
  return twice(claims.map((claim) => ({ ...claim, what: claim.what.replace(/\/$/, "") }))).map(([first, second]) => ({
    ...second.at,
    path: second.path,
    value: second.what,
    reason:
      first.by === second.by
        ? `${second.what} stands twice in the list; remove one`
        : `${second.what} would be the domain of both ${first.by} and ${second.by}; give one of them another`,
  }));
}

/** Ports of the server and names of containers. */
function serverClashes(claims: readonly Claimed[]): Fault[] {
  return twice(claims, ({ kind, what }) => `${kind} ${what}`).map(([first, second]) => {
    const [server = "", what = ""] = second.what.split(" ");
    const thing = second.kind === "port" ? `port ${what}` : `the container "${what}"`;
    const who = first.by === second.by ? `${second.by} twice` : `both ${first.by} and ${second.by}`;
    return {
      ...second.at,
      path: second.path,
      value: what,
      reason: `${thing} of the server ${server} would belong to ${who}; give one of them another`,
    };
  });
}

function projectClashes(tenants: readonly PlacedTenant[]): Fault[] {
  const claims = tenants.map(({ stack, at }): Claimed => ({ kind: "project", what: stack.project.name, by: stack.code, at, path: "name" }));
  return twice(claims, ({ what }) => what.toLowerCase()).map(([first, second]) => ({
    ...second.at,
    path: second.path,
    value: second.what,
    reason: `"${second.what}" would be the name of the projects of both ${first.by} and ${second.by}; name one of them otherwise`,
  }));
}

function nameClashes({ all }: PlacedTenant): Fault[] {
  const claims = workloads(all).map(
    ({ resolved, name, namePath }): Claimed => ({ kind: "name", what: resolved.name, by: resolved.environment, at: name, path: namePath }),
  );
  return twice(claims).map(([first, second]) => ({
    ...second.at,
    path: second.path,
    value: second.what,
    reason:
      first.by === second.by
        ? `"${second.what}" would be the name of two things in ${first.by}; name one of them otherwise`
        : `"${second.what}" would be the name of the ${nounOf(second.path)} in both ${first.by} and ${second.by}; name one of them otherwise`,
  }));
}

/** `databases.main.name` → `databases`. */
function nounOf(path: string): string {
  return path.includes(".") ? (path.split(".")[0] ?? path) : "applications";
}

function twice(claims: readonly Claimed[], same = ({ what }: Claimed) => what): [Claimed, Claimed][] {
  const first = new Map<string, Claimed>();
  return claims.flatMap((claim): [Claimed, Claimed][] => {
    const earlier = first.get(same(claim));
    if (earlier === undefined) first.set(same(claim), claim);
    return earlier === undefined ? [] : [[earlier, claim]];
  });
}

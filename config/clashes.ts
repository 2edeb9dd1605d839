import type { Fault } from "./fault.ts";
import type { PlacedInstance } from "./instance.ts";
import type { Place } from "./located.ts";

/** What must be there once only: a domain in the fleet, the name of an application in its stack. */
export function clashes(instances: readonly PlacedInstance[]): Fault[] {
  return [...domainClashes(instances), ...instances.flatMap(nameClashes)];
}

interface Claim {
  what: string;
  by: string;
  at: Place;
  path: string;
}

function domainClashes(instances: readonly PlacedInstance[]): Fault[] {
  const claims = instances.flatMap(({ applications }) =>
    applications.flatMap(({ application, domains }) =>
      application.domains.map((domain, index): Claim => {
        const at = domains[index] ?? { file: "", line: 1, column: 1 };
        return { what: domain.replace(/\/$/, ""), by: application.name, at, path: `domains.${index}` };
      }),
    ),
  );
  return twice(claims).map(([first, second]) => ({
    ...second.at,
    path: second.path,
    value: second.what,
    reason:
      first.by === second.by
        ? `${second.what} stands twice in the list; remove one`
        : `${second.what} would be the domain of both ${first.by} and ${second.by}; give one of them another`,
  }));
}

function nameClashes({ applications }: PlacedInstance): Fault[] {
  const claims = applications.map(
    ({ application, name }): Claim => ({ what: application.name, by: application.environment, at: name, path: "application_name" }),
  );
  return twice(claims).map(([first, second]) => ({
    ...second.at,
    path: second.path,
    value: second.what,
    reason: `"${second.what}" would be the name of the applications in both ${first.by} and ${second.by}; name one of them otherwise`,
  }));
}

function twice(claims: readonly Claim[]): [Claim, Claim][] {
  const first = new Map<string, Claim>();
  return claims.flatMap((claim): [Claim, Claim][] => {
    const earlier = first.get(claim.what);
    if (earlier === undefined) first.set(claim.what, claim);
    return earlier === undefined ? [] : [[earlier, claim]];
  });
}

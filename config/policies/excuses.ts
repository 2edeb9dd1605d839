import { keyPlaceOf, type LocatedRecord, type Place, plain } from "../located.ts";
import { PoliciesFile } from "./schema.ts";

/** A workload that need not keep a rule. */
export interface Excuse {
  rule: string;
  workload: string;
  /** For people. */
  reason: string;
  at: Place;
}

/** Those of policies.yaml. */
export function excusesOf(located: LocatedRecord | undefined): Excuse[] {
  if (located === undefined) return [];
  const { data } = PoliciesFile.safeParse(plain(located));
  return Object.entries(data?.excused ?? {}).flatMap(([rule, workloads]) =>
    Object.entries(workloads ?? {}).map(([workload, reason]) => ({
      ...{ rule, workload, reason },
      at: keyPlaceOf(located, ["excused", rule, workload]),
    })),
  );
}

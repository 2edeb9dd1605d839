import type { ResolvedStack } from "../config/resolved.ts";
import { kindToken, nameOf, type State } from "./pulumi/state.ts";
import type { StackView, WorkloadView } from "./view.ts";
import { releaseOf, viewOf, type Workload } from "./workload.ts";

/** Kinds at Coolify of a workload and of what says that it runs. */
const KINDS = {
  application: ["Application", "Deployment"],
  service: ["Service", "ServiceDeployment"],
  database: ["Database", "DatabaseDeployment"],
} as const;

/** The stack as Pulumi remembers it after a run: no request is needed to show what was just done. */
export function viewOfState(stack: ResolvedStack, state: State): StackView {
  return viewOf(stack, (workload) => viewOfWorkload(workload, state));
}

function viewOfWorkload({ deploy: _, title: __, branch, ...workload }: Workload, state: State): WorkloadView {
  const of = (kind: string) =>
    state.resources.find(
      ({ type, urn }) => type === kindToken(kind) && [workload.name, `${workload.name}-deployment`].includes(nameOf(urn)),
    );
  const [itself, run] = KINDS[workload.kind];
  const deployment = of(run);
  const runs = deployment !== undefined && deployment.outputs.status !== "none";
  return {
    ...workload,
    state: runs ? "running" : of(itself) ? "waiting" : "missing",
    release: branch === undefined ? workload.release : runs ? releaseOf(branch, deployment.outputs.commit) : workload.release,
    ...(runs ? {} : { note: "waits for a promotion or a pin" }),
  };
}

import type { ResolvedApplication, ResolvedInstance } from "../config/resolved.ts";
import { kindToken, type State } from "./pulumi/state.ts";
import type { ApplicationView, InstanceView } from "./view.ts";

/** The instance as Pulumi remembers it after a run: no request is needed to show what was just done. */
export function viewOfState(instance: ResolvedInstance, state: State): InstanceView {
  return viewOf(instance, (application) => viewOfApplication(application, state));
}

/** Puts views of applications into the order of the YAML. */
export function viewOf(instance: ResolvedInstance, look: (application: ResolvedApplication) => ApplicationView): InstanceView {
  return {
    code: instance.code,
    name: instance.project.name,
    server: instance.server,
    applications: instance.applications.map(look),
    products: instance.products.map(({ code, applications }) => ({ code, applications: applications.map(look) })),
  };
}

function viewOfApplication(application: ResolvedApplication, state: State): ApplicationView {
  const of = (kind: string) =>
    state.resources.find((resource) => resource.type === kindToken(kind) && resource.inputs.name === application.name);
  const deployment = of("Deployment");
  const commit = deployment?.outputs.commit;
  return {
    name: application.name,
    environment: application.environment,
    state: deployment ? "running" : of("Application") ? "waiting" : "missing",
    release: releaseOf(application, typeof commit === "string" ? commit : undefined),
    url: application.domains[0] ?? "",
    ...(deployment ? {} : { note: "waits for a promotion or a pin" }),
  };
}

/** `develop@1a2b3c4`, `main`, `1.0.0`. */
export function releaseOf({ source }: Pick<ResolvedApplication, "source">, deployed: string | undefined): string {
  if (source.type === "dockerImage") return source.tag;
  if (source.type === "dockerfile") return "Dockerfile";
  const commit = deployed ?? source.commit;
  return commit && /^[0-9a-f]{7,40}$/.test(commit) ? `${source.branch}@${commit.slice(0, 7)}` : source.branch;
}

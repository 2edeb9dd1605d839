import type { ResolvedApplication, ResolvedDatabase, ResolvedService, ResolvedStack } from "../config/resolved.ts";
import type { StackView, TierView, WorkloadView } from "./view.ts";

/** An application, a service or a database as the YAML wants it, in the few words that a person is shown. */
export interface Workload extends Pick<WorkloadView, "kind" | "name" | "environment" | "release" | "url"> {
  /** Its name at Coolify. */
  title: string;
  /** Whether `up` deploys it, or it waits for a promotion. */
  deploy: boolean;
  /** The branch, where a commit says more than the branch alone. */
  branch?: string;
}

interface Tier {
  applications: ResolvedApplication[];
  services: ResolvedService[];
  databases: ResolvedDatabase[];
}

/** Puts what is known of each workload into the order of the YAML. */
export function viewOf(stack: ResolvedStack, look: (workload: Workload) => WorkloadView): StackView {
  const { kind, code, server } = stack;
  if (stack.kind === "platform")
    return { kind, code, server, name: "Platform", applications: [], services: [], databases: [], products: [] };
  return {
    kind,
    code,
    server,
    name: stack.project.name,
    ...viewOfTier(stack, look),
    products: stack.kind === "instance" ? stack.products.map((product) => ({ code: product.code, ...viewOfTier(product, look) })) : [],
  };
}

const viewOfTier = ({ applications, services, databases }: Tier, look: (workload: Workload) => WorkloadView): TierView => ({
  applications: applications.map((application) => look(applicationWorkload(application))),
  services: services.map((service) => look(serviceWorkload(service))),
  databases: databases.map((database) => look(databaseWorkload(database))),
});

/** Everything of a stack that runs, that of its products included. */
export const workloadsIn = (stack: ResolvedStack): Workload[] =>
  stack.kind === "platform" ? [] : [stack, ...(stack.kind === "instance" ? stack.products : [])].flatMap(workloadsOfTier);

const workloadsOfTier = ({ applications, services, databases }: Tier): Workload[] => [
  ...applications.map(applicationWorkload),
  ...services.map(serviceWorkload),
  ...databases.map(databaseWorkload),
];

function applicationWorkload({ name, coolifyName: title = name, environment, source, domains, deploy }: ResolvedApplication): Workload {
  const shared = { kind: "application", name, title, environment, url: domains[0] ?? "", deploy } as const;
  if (source.type === "dockerImage") return { ...shared, release: source.tag };
  if (source.type === "dockerfile") return { ...shared, release: "Dockerfile" };
  return { ...shared, release: releaseOf(source.branch, source.commit), branch: source.branch };
}

const serviceWorkload = ({ name, coolifyName: title = name, environment, source, urls, deploy }: ResolvedService): Workload => ({
  kind: "service",
  name,
  title,
  environment,
  release: source.type === "compose" ? "compose" : source.name,
  url: Object.values(urls)[0]?.[0] ?? "",
  deploy,
});

const databaseWorkload = ({ name, coolifyName: title = name, environment, engine }: ResolvedDatabase): Workload => ({
  kind: "database",
  name,
  title,
  environment,
  release: engine,
  url: "",
  deploy: true,
});

/** `develop@1a2b3c4`, `main`. What is no commit (an image's is `HEAD`) is left out. */
export const releaseOf = (branch: string, commit: unknown): string =>
  typeof commit === "string" && /^[0-9a-f]{7,40}$/.test(commit) ? `${branch}@${commit.slice(0, 7)}` : branch;

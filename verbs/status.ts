import { type Fleet, loadFleet, stackNamed, stacksOf } from "../config/load.ts";
import { serverConnection } from "../config/servers.ts";
import { deploying, type Listed, type ListedServer, listed, servers } from "./atCoolify.ts";
import type { Context } from "./context.ts";
import { EXIT, type Exit, type Failure, toFailure } from "./failure.ts";
import { connect } from "./identity.ts";
import { type ServerView, type StackView, type WorkloadView, workloadsOf } from "./view.ts";
import { releaseOf, viewOf, type Workload, workloadsIn } from "./workload.ts";

export interface StatusReport {
  instances: StackView[];
  whiteLabels: StackView[];
  servers: ServerView[];
  /** Servers that could not be asked. */
  errors: { server: string; message: string }[];
  exit: Exit;
}

interface Answers {
  /** By their stamp. */
  workloads: Map<string, Listed>;
  /** Kinds and names of what carries none. */
  unmarked: Set<string>;
  deploying: Set<string>;
  servers: ServerView[];
}

/**
 * Every instance and white-label as it is at Coolify now, without Pulumi: for each server the list of applications, of what is being
 * deployed and of servers at once, and those of services and databases where the YAML has any. Objects are matched by their stamp.
 *
 * @throws ConfigError, UnknownStackError, NotConfiguredError; what a single server answers stands in `errors`
 */
export async function readStatus(context: Context, name: string | undefined): Promise<StatusReport> {
  const fleet = loadFleet(context.config);
  const wanted = name === undefined ? Object.values(stacksOf(fleet)) : [stackNamed(fleet, name)];
  const names = [...new Set(wanted.map(({ server }) => server))];
  const asked = await Promise.all(
    names.map((server) => {
      const kinds = wanted.filter((stack) => stack.server === server).flatMap((stack) => workloadsIn(stack).map(({ kind }) => kind));
      return look(context, fleet, server, new Set(["application", ...kinds]));
    }),
  );
  const failures = asked.flatMap(({ server, failure }) => (failure ? [{ server, failure }] : []));
  // Without any address there is nothing to report on: the person is told how to set one.
  const [first] = failures;
  if (first && failures.length === names.length && failures.every(({ failure }) => failure.exit === EXIT.usage)) throw first.failure;
  const views = wanted.flatMap((stack) => {
    const answers = asked.find(({ server }) => server === stack.server)?.answers;
    return answers ? [viewOf(stack, (workload) => viewOfLive(workload, stack.code, answers))] : [];
  });
  return {
    instances: views.filter(({ kind }) => kind === "instance"),
    whiteLabels: views.filter(({ kind }) => kind === "whiteLabel"),
    servers: asked.flatMap(({ answers }) => answers?.servers ?? []),
    errors: failures.map(({ server, failure }) => ({ server, message: failure.message })),
    exit: (first?.failure.exit as Exit | undefined) ?? exitOf(views),
  };
}

type Kinds = ReadonlySet<WorkloadView["kind"]>;

/** What one Coolify answers, or why it does not. */
async function look(
  context: Context,
  fleet: Fleet,
  server: string,
  kinds: Kinds,
): Promise<{ server: string; answers?: Answers; failure?: Failure }> {
  try {
    return { server, answers: await ask(connect(serverConnection(fleet, server, context.environment), context), kinds) };
  } catch (error) {
    return { server, failure: toFailure(error) };
  }
}

async function ask(connection: ReturnType<typeof connect>, kinds: Kinds): Promise<Answers> {
  try {
    const { client } = connection;
    const [active, machines, ...lists] = await Promise.all([
      deploying(client),
      servers(client),
      ...[...kinds].map((kind) => listed(client, kind)),
    ]);
    const workloads = lists.flat();
    return {
      workloads: new Map(workloads.flatMap((workload) => (workload.stamp ? [[workload.stamp, workload]] : []))),
      unmarked: new Set(workloads.flatMap(({ kind, name, stamp }) => (stamp ? [] : [`${kind} ${name}`]))),
      deploying: active,
      servers: machines.map((machine) => viewOfServer(machine, workloads)),
    };
  } finally {
    await connection.close();
  }
}

function viewOfServer({ uuid, name, is_reachable, settings }: ListedServer, workloads: Listed[]): ServerView {
  return {
    name,
    reachable: is_reachable ?? settings?.is_reachable ?? false,
    applications: workloads.filter(({ kind, destination }) => kind === "application" && destination?.server?.uuid === uuid).length,
  };
}

function viewOfLive({ deploy, title, branch, ...workload }: Workload, stack: string, answers: Answers): WorkloadView {
  const { workloads, deploying: active } = answers;
  const live = workloads.get(`${stack}/${workload.name}`);
  return {
    ...workload,
    state: live && active.has(live.uuid) ? "deploying" : stateOf(deploy, live),
    release: branch === undefined ? (live?.docker_registry_image_tag ?? workload.release) : releaseAt(branch, workload, live),
    ...(live ? {} : { note: wayTo(workload.kind, title, stack, answers) }),
  };
}

/** What `pf import` took over carries no mark before the first write. */
const wayTo = (kind: Workload["kind"], title: string, stack: string, { unmarked }: Answers) =>
  unmarked.has(`${kind} ${title}`)
    ? `there without our mark; imported: run \`pf refresh ${stack}\`, then \`pf up ${stack}\``
    : "run `pf up`";

/** Coolify names the commit that is pinned; without a pin (`HEAD`) the YAML's word stands. */
const releaseAt = (branch: string, { release }: Pick<Workload, "release">, live: Listed | undefined) =>
  live?.git_commit_sha ? releaseOf(branch, live.git_commit_sha) : release;

/** Coolify's `<state>:<health>` (contract 8.7) in a person's words. */
function stateOf(deploy: boolean, live: Listed | undefined): WorkloadView["state"] {
  if (!live) return "missing";
  const [state = "", health = ""] = (live.status ?? "").split(":");
  if (state === "running") return health === "unhealthy" ? "unhealthy" : "running";
  if (state === "exited" || state === "") return deploy ? "stopped" : "waiting";
  return state === "starting" ? "deploying" : "unhealthy";
}

function exitOf(views: StackView[]): Exit {
  const states = views.flatMap(workloadsOf).map(({ state }) => state);
  if (states.some((state) => state === "unhealthy" || state === "failed" || state === "missing" || state === "stopped"))
    return EXIT.unhealthy;
  return states.includes("deploying") ? EXIT.inProgress : EXIT.ok;
}

import { z } from "zod";
import { type Fleet, loadFleet, resolveStack } from "../config/load.ts";
import type { ResolvedApplication, ResolvedInstance } from "../config/resolved.ts";
import { serverConnection } from "../config/servers.ts";
import { get } from "../providers/coolify/kind.ts";
import { splitStamp } from "../providers/coolify/stamp.ts";
import type { Context } from "./context.ts";
import { EXIT, type Exit, type Failure, toFailure } from "./failure.ts";
import { connect } from "./identity.ts";
import type { ApplicationView, InstanceView, ServerView } from "./view.ts";
import { releaseOf, viewOf } from "./viewOfState.ts";

/** Narrow on purpose: Coolify sends some 90 keys an application, and more in every release. */
const Listed = z.object({
  uuid: z.string(),
  description: z.string().nullish(),
  status: z.string().default(""),
  docker_registry_image_tag: z.string().nullish(),
  git_commit_sha: z.string().nullish(),
  destination: z.object({ server: z.object({ uuid: z.string() }).nullish() }).nullish(),
});
type Listed = z.infer<typeof Listed>;

const Active = z.object({ status: z.string(), deployment_url: z.string().nullish() });
const Server = z.object({
  uuid: z.string(),
  name: z.string(),
  is_reachable: z.boolean().nullish(),
  settings: z.object({ is_reachable: z.boolean().nullish() }).nullish(),
});

/** `GET /deployments` answers a list, or an object of the same rows (contract 8.3). */
const Deployments = z.union([z.array(Active), z.record(z.string(), Active).transform((rows) => Object.values(rows))]);

export interface StatusReport {
  instances: InstanceView[];
  servers: ServerView[];
  /** Servers that could not be asked. */
  errors: { server: string; message: string }[];
  exit: Exit;
}

interface Answers {
  applications: Map<string, Listed>;
  deploying: Set<string>;
  servers: ServerView[];
}

/**
 * Every instance as it is at Coolify now: three lists a server, all at once, and no Pulumi. Objects are matched by their stamp.
 *
 * @throws ConfigError, UnknownStackError, NotConfiguredError; what a single server answers stands in `errors`
 */
export async function readStatus(context: Context, name: string | undefined): Promise<StatusReport> {
  const fleet = loadFleet(context.config);
  const wanted = name === undefined ? Object.values(fleet.instances) : [resolveStack(fleet, name)];
  const servers = [...new Set(wanted.map((instance) => instance.server))];
  const asked = await Promise.all(servers.map((server) => look(context, fleet, server)));
  const failures = asked.flatMap(({ server, failure }) => (failure ? [{ server, failure }] : []));
  // Without any address there is nothing to report on: the person is told how to set one.
  const [first] = failures;
  if (first && failures.length === servers.length && failures.every(({ failure }) => failure.exit === EXIT.usage)) throw first.failure;
  const instances = wanted.flatMap((instance) => {
    const answers = asked.find(({ server }) => server === instance.server)?.answers;
    return answers ? [view(instance, answers)] : [];
  });
  return {
    instances,
    servers: asked.flatMap(({ answers }) => answers?.servers ?? []),
    errors: failures.map(({ server, failure }) => ({ server, message: failure.message })),
    exit: (first?.failure.exit as Exit | undefined) ?? exitOf(instances),
  };
}

/** What one Coolify answers, or why it does not. */
async function look(context: Context, fleet: Fleet, server: string): Promise<{ server: string; answers?: Answers; failure?: Failure }> {
  try {
    return { server, answers: await ask(connect(serverConnection(fleet, server, context.environment), context)) };
  } catch (error) {
    return { server, failure: toFailure(error) };
  }
}

async function ask(connection: ReturnType<typeof connect>): Promise<Answers> {
  try {
    const { client } = connection;
    const [listed, active, servers] = await Promise.all(
      ["/applications", "/deployments", "/servers"].map((path) => client.request(get(path))),
    );
    const applications = z.array(Listed).parse(listed);
    return {
      applications: new Map(applications.flatMap((application) => keyed(application))),
      deploying: new Set(
        Deployments.parse(active).flatMap(({ deployment_url }) => /\/application\/([^/]+)/.exec(deployment_url ?? "")?.[1] ?? []),
      ),
      servers: z
        .array(Server)
        .parse(servers)
        .map((server) => viewOfServer(server, applications)),
    };
  } finally {
    await connection.close();
  }
}

function keyed(application: Listed): [string, Listed][] {
  const { stamp } = splitStamp(application.description);
  return stamp ? [[stamp, application]] : [];
}

function viewOfServer({ uuid, name, is_reachable, settings }: z.infer<typeof Server>, applications: Listed[]): ServerView {
  return {
    name,
    reachable: is_reachable ?? settings?.is_reachable ?? false,
    applications: applications.filter(({ destination }) => destination?.server?.uuid === uuid).length,
  };
}

function view(instance: ResolvedInstance, { applications, deploying }: Answers): InstanceView {
  return viewOf(instance, (application) => {
    const live = applications.get(`${instance.code}/${application.name}`);
    return viewOfLive(application, live, live !== undefined && deploying.has(live.uuid));
  });
}

function viewOfLive(application: ResolvedApplication, live: Listed | undefined, deploying: boolean): ApplicationView {
  const { name, environment, source, domains } = application;
  const commit = source.type === "dockerImage" ? undefined : (live?.git_commit_sha ?? undefined);
  const running = live?.docker_registry_image_tag;
  return {
    name,
    environment,
    state: deploying ? "deploying" : stateOf(application, live),
    release: source.type === "dockerImage" && running ? running : releaseOf(application, commit),
    url: domains[0] ?? "",
    ...(live ? {} : { note: "run `pf up`" }),
  };
}

/** Coolify's `<state>:<health>` (contract 8.7) in a person's words. */
function stateOf({ deploy }: ResolvedApplication, live: Listed | undefined): ApplicationView["state"] {
  if (!live) return "missing";
  const [state = "", health = ""] = live.status.split(":");
  if (state === "running") return health === "unhealthy" ? "unhealthy" : "running";
  if (state === "exited" || state === "") return deploy ? "stopped" : "waiting";
  return state === "starting" ? "deploying" : "unhealthy";
}

function exitOf(instances: InstanceView[]): Exit {
  const states = instances
    .flatMap(({ applications, products }) => [...applications, ...products.flatMap((product) => product.applications)])
    .map(({ state }) => state);
  if (states.some((state) => state === "unhealthy" || state === "failed" || state === "missing" || state === "stopped"))
    return EXIT.unhealthy;
  return states.includes("deploying") ? EXIT.inProgress : EXIT.ok;
}

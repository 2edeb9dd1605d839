/** The names of one thing of every kind, by the parameter that a path has for it. */
export type Things = Readonly<Record<string, string>>;

const COMPOSE = "services:\n  web:\n    image: nginx:1.27\n    volumes: ['data:/data']\n  db:\n    image: postgres:16\n";
const base64 = (text: string) => Buffer.from(text).toString("base64");

/** Asks the API and gives the body of the answer. */
// biome-ignore lint/suspicious/noExplicitAny: bodies of every shape.
type Ask = (method: string, path: string, body?: unknown) => any;

/** Makes one thing of every kind, each through the API. */
export function makeEverything(ask: Ask, names: Readonly<Record<string, string>>): Things {
  const make = (path: string, body: unknown, key = "uuid") => String(ask("POST", path, body)[key]);
  const first = (path: string) => String(ask("GET", path)[0].uuid);
  const project = make("/projects", { name: "shop" });
  const place = { project_uuid: project, environment_name: "production", server_uuid: names.S };
  const git = { git_repository: "https://git.example.com/acme/web", git_branch: "main", build_pack: "nixpacks", ports_exposes: "80" };
  const application = make("/applications/public", { ...place, ...git });
  const service = make("/services", { ...place, docker_compose_raw: base64(COMPOSE) });
  const database = make("/databases/postgresql", place);
  const variable = { key: "KEY", value: "value" };
  return {
    projects: project,
    applications: application,
    services: service,
    databases: database,
    servers: names.S ?? "",
    security: names.K ?? "",
    destinations: names.D_S ?? "",
    tags: make("/tags", { name: "blue" }),
    deployments: make(`/applications/${application}/start`, {}, "deployment_uuid"),
    "s3-storages": make("/s3-storages", {
      name: "store",
      key: "k",
      secret: "s",
      bucket: "bucket",
      endpoint: "https://s3.example.com",
      region: "eu",
    }),
    environment_name_or_uuid: "production",
    "applications env_uuid": make(`/applications/${application}/envs`, variable),
    "services env_uuid": make(`/services/${service}/envs`, variable),
    "databases env_uuid": make(`/databases/${database}/envs`, variable),
    env_id: make("/team/envs", variable, "id"),
    storage_uuid: make(`/applications/${application}/storages`, { type: "persistent", name: "volume", mount_path: "/data" }),
    task_uuid: make(`/applications/${application}/scheduled-tasks`, { name: "task", command: "true", frequency: "* * * * *" }),
    scheduled_backup_uuid: make(`/databases/${database}/backups`, { frequency: "daily" }),
    app_uuid: first(`/services/${service}/applications`),
    database_uuid: first(`/services/${service}/databases`),
    destination_uuid: names.D_S_two ?? "",
    id: "1",
    pull_request_id: "3",
    github_app_id: "1",
    owner: "acme",
    repo: "web",
  };
}

/** A route's path with the names of things that are there. */
export function pathWith(path: string, things: Things): string {
  const noun = path.split("/")[1] ?? "";
  return path.replace(
    /\{(\w+)\}/g,
    (_, name: string) => (name === "uuid" ? things[noun] : (things[`${noun} ${name}`] ?? things[name])) ?? "none",
  );
}

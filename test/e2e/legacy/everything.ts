import { generateKeyPairSync } from "node:crypto";
import { type Body, base64, type Hand } from "./byHand.ts";

/** As long as what people really paste: many containers, comments, an anchor, quotes. */
export const HUGE_COMPOSE = `x-common: &common
  restart: unless-stopped
services:
${Array.from(
  { length: 120 },
  (_, index) => `  part-${index}:
    <<: *common
    image: "nginx:1.27" # the same for all
    environment:
      GREETING: \${GREETING}
      NUMBER_${index}: 'it''s "${index}"'
    labels: ["a={{ b }}", 'c=$$d']
    volumes: ["data-${index}:/data"]
`,
).join("")}volumes:
${Array.from({ length: 120 }, (_, index) => `  data-${index}: {}\n`).join("")}`;

const SECRET_COMPOSE = "services:\n  mail:\n    image: nginx:1.27\n    environment:\n      SMTP_PASSWORD: compose-s3cr3t\n";

/** Values that are no pleasure to write down. */
export const AWKWARD: Record<string, Body> = {
  BRACES: { value: "{{ team.NAME }} and \\{{x}}" },
  QUOTES: { value: `Grüße "ja" 'nein' #1: - ok` },
  EMPTY: { value: "" },
  NUMBER: { value: "1.10" },
  TRUTH: { value: "yes" },
  DOLLAR: { value: "a$b" },
  LITERAL: { value: "a$b", is_literal: true },
  BACKSLASH: { value: "C:\\temp\\new" },
  LINES: { value: "one\r\ntwo\n\n three\t" },
  KEPT_LINES: { value: "one\ntwo", is_multiline: true },
  UNICODE: { value: "日本語 🎌 a\u0301" },
  LONG: { value: "x".repeat(20_000) },
  BUILD_ONLY: { value: "1", is_runtime: false, comment: "Only for the build" },
  SERVICE_NAME_X: { value: "by hand" },
  "dotted.key": { value: "a" },
  NODE_ENV: { value: "production\n" },
};

export const PEM = generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }).toString();

/** Texts that may stand nowhere in clear. */
export const HIDDEN = [
  "s3cr3t-value",
  "login-s3cr3t",
  "file-s3cr3t",
  "compose-s3cr3t",
  "docker-s3cr3t",
  "database-s3cr3t",
  "shared-s3cr3t",
  PEM.split("\n")[1] ?? "",
];

const IMAGE = { docker_registry_image_name: "ghcr.io/pf-core/ep-app", docker_registry_image_tag: "1.0.0", ports_exposes: "80" };

/** One of everything that a project can hold. */
export async function everythingByHand({ post, patch, project, stage }: Hand): Promise<void> {
  const place = await project("Legacy & Söhne", { description: "Made by hand, since 2019" }, "staging", "qa_1", "empty");
  await patch(`/projects/${place.uuid}/environments/staging`, { description: "Last stop" });
  await post(`/projects/${place.uuid}/envs`, { key: "REGION", value: "eu $1 {{x}}", comment: "for all" });
  await post(`/projects/${place.uuid}/envs`, { key: "SHARED_SECRET", value: "shared-s3cr3t", is_literal: true });
  await post(`/projects/${place.uuid}/environments/staging/envs`, { key: "LEVEL", value: "2" });
  await post("/s3-storages", {
    name: "copies",
    endpoint: "https://s3.eu-central-1.amazonaws.com",
    region: "eu",
    bucket: "copies",
    key: "k",
    secret: "s",
  });
  const [server] = await stage.get<{ uuid: string }[]>("/servers");
  const destination_uuid = await post(`/servers/${server?.uuid}/destinations`, { name: "backstage", network: "backstage" });

  // Coolify's interface asks for a destination as soon as there are two.
  const [shared] = (await stage.get<{ uuid: string; name: string }[]>(`/servers/${server?.uuid}/destinations`)).filter(
    ({ name }) => name === "coolify",
  );
  const at = (environment: string) => ({ ...place.in(environment), destination_uuid: shared?.uuid });

  const web = await post("/applications/public", {
    ...at("production"),
    ...{ git_repository: "https://github.com/pf-core/air-app", git_branch: "main", git_commit_sha: "1c2".padEnd(40, "0") },
    ...{ build_pack: "nixpacks", name: "My Odd App (ü)", description: "It's 100 + 1, really!", ports_exposes: "8080,9090" },
    ...{ domains: "http://legacy.example.com,https://www.legacy.example.com:8080/shop", redirect: "www" },
  });
  await patch(`/applications/${web}`, {
    ...{
      health_check_enabled: true,
      health_check_path: "/up",
      health_check_interval: 45,
      health_check_start_period: 0,
      health_check_return_code: 204,
    },
    ...{ limits_memory: "300m", limits_cpus: "0.5", limits_memory_swap: "-1", limits_cpu_shares: 512, limits_cpuset: "0-1" },
    ...{ watch_paths: "src/**\n!src/docs/**", base_directory: "/web", publish_directory: "/dist", static_image: "nginx:stable" },
    ...{ install_command: "npm ci", build_command: "npm run build -- --all", start_command: "node server.js" },
    ...{ pre_deployment_command: "npm run migrate", pre_deployment_command_container: "web" },
    ...{ custom_docker_run_options: "--init --ulimit nofile=1024:1024", ports_mappings: "18080:8080", custom_network_aliases: "legacy" },
    ...{ is_auto_deploy_enabled: true, is_force_https_enabled: false, is_git_submodules_enabled: false, disable_build_cache: true },
    ...{ is_http_basic_auth_enabled: true, http_basic_auth_username: "admin", http_basic_auth_password: "login-s3cr3t" },
    ...{ is_preview_deployments_enabled: true, preview_url_template: "pr-{{pr_id}}.{{domain}}", max_restart_count: 7 },
    ...{ custom_nginx_configuration: base64("server {\n  listen 80;\n}\n") },
  });
  await post(`/applications/${web}/tags`, { tag_names: ["legacy", "web team"] });
  for (const [key, row] of Object.entries(AWKWARD)) await post(`/applications/${web}/envs`, { key, ...row });
  await post(`/applications/${web}/envs`, { key: "API_TOKEN", value: "s3cr3t-value" });
  await post(`/applications/${web}/envs`, { key: "SIGNING", value: PEM, is_multiline: true });
  await post(`/applications/${web}/envs`, { key: "ONCE", value: "seen once", is_shown_once: true });
  await patch(`/applications/${web}/envs`, {
    key: "NUMBER",
    value: "2.20",
    is_preview: true,
    is_literal: false,
    is_multiline: false,
    is_shown_once: false,
  });
  await post(`/applications/${web}/storages`, { type: "persistent", name: "uploads", mount_path: "/app/uploads" });
  await post(`/applications/${web}/storages`, { type: "persistent", name: "media", mount_path: "/app/media", host_path: "/srv/media" });
  await post(`/applications/${web}/storages`, {
    type: "file",
    mount_path: "/app/conf.json",
    content: '{ "token": "file-s3cr3t", "x": "{{y}}" }',
  });
  await post(`/applications/${web}/storages`, { type: "file", mount_path: "/app/logs", is_directory: true, fs_path: "/srv/logs" });
  await post(`/applications/${web}/scheduled-tasks`, {
    name: "Nightly {{x}}",
    command: "npm run prune -- '{{x}}'",
    frequency: "0 3 * * *",
    timeout: 90,
  });
  await post(`/applications/${web}/scheduled-tasks`, { name: "off", command: "true", frequency: "daily", enabled: false });

  const github = { git_repository: "pf-core/air-app", git_branch: "develop", build_pack: "dockerfile", ports_exposes: "3000" };
  await post("/applications/private-github-app", {
    ...at("staging"),
    ...github,
    ...{ github_app_uuid: "g0sandbox0github0app0011", name: "api", autogenerate_domain: false, dockerfile_location: "/docker/Dockerfile" },
  });
  const key = { private_key_uuid: "k0sandbox0key0000000main", git_repository: "git@github.com:pf-core/air-app.git", git_branch: "main" };
  await post("/applications/private-deploy-key", {
    ...at("staging"),
    ...key,
    ...{ build_pack: "static", ports_exposes: "80", name: "pages", autogenerate_domain: false },
  });
  const dockerfile = (text: string) => ({ ...at("staging"), dockerfile: base64(text), autogenerate_domain: false });
  await post("/applications/dockerfile", { ...dockerfile("FROM nginx:alpine\nEXPOSE 80\nLABEL a={{b}}\n\n"), name: "edge" });
  await post("/applications/dockerfile", { ...dockerfile("FROM nginx\nENV APP_SECRET=docker-s3cr3t\n"), name: "edge-secret" });
  const stack = await post("/applications/public", {
    ...at("qa_1"),
    ...{
      git_repository: "https://github.com/pf-core/air-app",
      git_branch: "main",
      build_pack: "dockercompose",
      ports_exposes: "80",
      name: "stack",
    },
    autogenerate_domain: false,
  });
  await loaded(() => patch(`/applications/${stack}`, { docker_compose_domains: [{ name: "web", domain: "https://stack.example.com" }] }));
  await post(`/applications/${stack}/envs`, { key: "MODE", value: "qa" });
  await post("/applications/dockerimage", {
    ...place.in("production"),
    destination_uuid,
    ...IMAGE,
    name: "worker",
    autogenerate_domain: false,
  });

  const postgres = await post("/databases/postgresql", {
    ...{
      ...at("production"),
      name: "db",
      postgres_user: "web",
      postgres_db: "web",
      postgres_password: "database-s3cr3t",
      image: "postgres:16-alpine",
    },
    ...{ is_public: true, public_port: 15432, limits_memory: "1g", postgres_conf: base64("max_connections = 50\n") },
  });
  await post(`/databases/${postgres}/envs`, { key: "TZ", value: "Europe/Vienna" });
  await post(`/databases/${postgres}/storages`, { type: "persistent", name: "archive", mount_path: "/archive" });
  await post(`/databases/${postgres}/backups`, { frequency: "0 4 * * *", database_backup_retention_amount_locally: 7, save_s3: false });
  const [copies] = await stage.get<{ uuid: string }[]>("/s3-storages");
  await post(`/databases/${postgres}/backups`, {
    frequency: "weekly",
    save_s3: true,
    s3_storage_uuid: copies?.uuid,
    dump_all: true,
    enabled: false,
  });
  await post("/databases/postgresql", { ...at("staging"), name: "db" });
  await post("/databases/redis", { ...at("staging"), name: "Cache" });
  for (const engine of ["mysql", "mariadb", "mongodb", "keydb", "dragonfly", "clickhouse"])
    await post(`/databases/${engine}`, { ...at("qa_1"), name: `the ${engine}` });

  const status = await post("/services", { ...at("production"), type: "uptime-kuma", name: "Status page", description: "For everybody" });
  await post(`/services/${status}/scheduled-tasks`, { name: "tick", command: "date", frequency: "hourly", container: "uptime-kuma" });
  const huge = await post("/services", {
    ...{ ...at("staging"), name: "huge", docker_compose_raw: base64(HUGE_COMPOSE) },
    urls: [{ name: "part-0", url: "https://huge.example.com:8080" }],
  });
  await patch(`/services/${huge}/envs`, { key: "GREETING", value: "Grüße $NAME" });
  await post(`/services/${huge}/envs`, { key: "ADMIN_PASSWORD", value: "s3cr3t-value" });
  await patch(`/services/${huge}`, { connect_to_docker_network: true });
  await post("/services", { ...at("staging"), name: "mail", docker_compose_raw: base64(SECRET_COMPOSE) });
}

/** Coolify takes domains of a compose file only once it has read it. */
async function loaded(write: () => Promise<void>): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      return await write();
    } catch (error) {
      if (tries === 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

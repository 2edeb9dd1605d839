/** What can be said about AIR's applications, all at once: appended to its file. */
export const EVERYTHING = `
redirect: non-www
tags: [air, platform]
further_ports: [3001, 3002]
auto_deploy: true
port: 3000
install_command: npm ci
delete_data: true
build:
  base_directory: /web
  publish_directory: /dist
  dockerfile_location: /Dockerfile.prod
  dockerfile_target: runner
  watch_paths: ["src/**", "!src/docs/**"]
  static_site: false
  single_page_app: false
  static_image: nginx:alpine
  nginx_configuration: |
    server {
      listen 80;
    }
  use_cache: true
  inject_arguments: true
  include_commit: false
  use_secrets: true
  use_build_server: false
  registry_image: ghcr.io/pf-core/air
  registry_tag: latest
  images_to_keep: 5
git: { submodules: false, lfs: false, shallow_clone: true, keep_repository: true }
pre_deployment: { command: npm run migrate, container: web }
post_deployment: { command: npm run warm }
gpu: { enabled: false, driver: nvidia, count: all, device_ids: "0", options: utility }
container:
  name: "{{instance.code}}-{{environment.short}}"
  run_options: --init
  network_aliases: ["{{application.name}}"]
  join_server_network: true
  escape_labels: true
  stop_grace: 45s
  max_restarts: 5
  log_drain: false
  sort_variables: true
proxy: { force_https: true, gzip: true, strip_prefix: false }
basic_auth: { enabled: true, username: air, password: { secret: air_password } }
webhook_secrets: { github: { secret: github_webhook }, gitlab: { generated: gitlab_webhook } }
limits: { memory: 1G, cpus: 2, memory_swap: 2G, memory_reservation: 256M, memory_swappiness: 10, cpu_shares: 512, cpu_set: 0-1 }
health_check:
  type: http
  method: HEAD
  scheme: http
  host: localhost
  port: 3001
  return_code: 204
  response_text: ok
storages:
  uploads: { path: /app/uploads, preview_suffix: false, backup: { frequency: daily, retention_locally: { amount: 3, days: 7, max_gigabytes: 2.5 }, timeout: 2h } }
  shared: { path: /srv/shared, type: bind, host_path: "/srv/{{instance.code}}" }
  settings: { path: /app/settings.yaml, type: file, content: "{{not ours}}" }
  pages: { path: /app/pages, type: directory, host_path: /srv/pages }
  zone: { path: /etc/localtime, type: host_file, host_path: /etc/localtime }
tasks:
  nightly: { command: "npm run prune -- {{environment.name}}", frequency: "0 3 * * *", timeout: 10m, container: web }
previews:
  lifetime: 3d
  open_to_public: true
  url_template: "pr-{{pr_id}}.{{domain}}"
  variables: { MODE: preview, DATABASE_URL: { database: main } }
features: { beta: true }
variables:
  DATABASE_URL: { database: main }
  PUBLIC_DATABASE: { database: main, external: true }
  SESSION_KEY: { generated: session_key, length: 64 }
  STRIPE_KEY: { secret: stripe_key }
  CACHE: "redis://:{{generated.cache_password}}@cache:6379/{{environment.short}}"
  TEAM: '\\{{team.NAME}}'
applications:
  worker: { start_command: npm run worker, health_check: { enabled: false }, variables: { ROLE: worker } }
  docs: { source: { image: nginx, tag: 1.27 }, application_name: "air-docs-{{environment.short}}", domains: ["docs.{{environment.short}}.{{domain}}"], port: 80 }
databases:
  main:
    engine: postgresql
    version: 17
    user: air
    password: { secret: air_database }
    database: air
    initdb_args: --data-checksums
    host_auth_method: scram-sha-256
    configuration: |
      max_connections = 50
    public_port_timeout: 10m
    tags: [ledger]
    limits: { memory: 1G, cpus: 1 }
    health_check: { interval: 20s, timeout: 4s, retries: 3, start_period: 10s }
    backups:
      - frequency: daily
        s3_storage: backups
        databases: [air]
        dump_all: false
        timeout: 30m
        delete_data: true
        retention: { local: { amount: 7, days: 14, max_gigabytes: 5 }, s3: { amount: 30 } }
services:
  status: { type: uptime-kuma, urls: { uptime-kuma: ["status.{{environment.short}}.{{domain}}:3001"] }, tags: [status], escape_labels: true }
  tools:
    compose: |
      services:
        web:
          image: nginx:1.27
          environment:
            TOKEN: \${TOKEN}
    connect_to_docker_network: true
    variables: { TOKEN: { secret: tools_token } }
    tasks: { ping: { command: "true", frequency: hourly, container: web } }
`;

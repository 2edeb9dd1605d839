import { AIR, air, type Broken, CORE, replaced } from "./broken.ts";
import { append } from "./fleetFolder.ts";

const ACME = "white-labels/acmecorp-wwg.white-label.yaml";
const acme = (lines: string) => ({ [ACME]: append(lines) });

/** White-labels, the platform, access, and what two tenants cannot both have. */
export const brokenTenants: Broken[] = [
  [
    "a white-label without a client",
    replaced(ACME, "client: AcmeCorp\n", ""),
    "config/white-labels/acmecorp-wwg.white-label.yaml:3:1 client: missing; write a name of 2 to 40 letters and digits that begins with a letter, such as AcmeCorp",
    1,
  ],
  [
    "a client with a space",
    replaced(ACME, "client: AcmeCorp", "client: Acme Corp"),
    'config/white-labels/acmecorp-wwg.white-label.yaml:4:9 client: "Acme Corp" is not a name of 2 to 40 letters and digits that begins with a letter, such as AcmeCorp',
    1,
  ],
  [
    "a client that is not in the name of the file",
    replaced(ACME, "client: AcmeCorp", "client: Acme"),
    "config/white-labels/acmecorp-wwg.white-label.yaml:4:9 client: does not fit the name of the file; call the file acme-wwg.white-label.yaml, or change the client",
    1,
  ],
  [
    "a white-label without a domain",
    replaced(ACME, "domain: wellness.acme.com\n", ""),
    "config/white-labels/acmecorp-wwg.white-label.yaml:3:1 domain: missing; write a host name such as air.pfcore.io",
    1,
  ],
  [
    "a white-label of an instance",
    replaced(ACME, "../products/baiv-wwg.product.yaml", "../instances/baiv.instance.yaml"),
    "config/white-labels/acmecorp-wwg.white-label.yaml:3:10 extends: a white-label extends the file of its product; known here: ../products/air-ep.product.yaml, ../products/baiv-vhf.product.yaml, ../products/baiv-wwg.product.yaml, ../products/w4m-endv.product.yaml, ../products/w4m-rnor.product.yaml",
    1,
  ],
  [
    "a white-label of a product that is not there",
    replaced(ACME, "baiv-wwg", "baiv-wgw"),
    'config/white-labels/acmecorp-wwg.white-label.yaml:3:10 extends: there is no such file; did you mean "../products/baiv-wwg.product.yaml"?',
    1,
  ],
  [
    "a white-label whose product wants a database of its instance",
    replaced(ACME, /databases:[\s\S]*?\nvariables/, "variables"),
    'config/instances/baiv.instance.yaml:30:29 variables.DATABASE_URL.database: there is no database "main" in AcmeCorp-WWG; known there: cache',
    1,
  ],
  [
    "a white-label on the shared network",
    acme("network: shared"),
    "config/white-labels/acmecorp-wwg.white-label.yaml:28:1 network: no such key; known here: application_name, application_description, coolify_name, destination, source, branch, auto_deploy, first_deployment, framework, build_pack, install_command, build_command, start_command, node_version, port, domains, health_check, limits, features, variables, storages, tasks, previews, delete_data, adopt, tags, further_ports, noindex_domains, compose_domains, redirect, pre_deployment, post_deployment, build, git, compose, gpu, container, proxy, basic_auth, webhook_secrets, own_application, applications, databases, services, extends, shared_variables, client, name, description, server, domain, admin_domain, brand, environments",
    1,
  ],
  [
    "an environment of a white-label with the code of its product",
    acme("environments: { wwg-production: {} }"),
    'config/white-labels/acmecorp-wwg.white-label.yaml:28:17 environments.wwg-production: environments of a white-label are called without the code of its product; did you mean "production"?',
    1,
  ],
  [
    "a misspelt environment of a white-label",
    acme("environments: { prodution: {} }"),
    'config/white-labels/acmecorp-wwg.white-label.yaml:28:17 environments.prodution: no such key; did you mean "production"?',
    1,
  ],
  [
    "a domain that a white-label shares with its product",
    replaced(ACME, "domain: wellness.acme.com", "domain: wwg.baiv.pfcore.io"),
    "config/pf-core.config.yaml:78:13 domains.0: https://wwg.baiv.pfcore.io would be the domain of both wwg-app-prod and acmecorp-wwg-app-prod; give one of them another",
    1,
  ],
  [
    "a project that is called like another",
    replaced(ACME, "client: AcmeCorp\n", "client: AcmeCorp\nname: BAIV\n"),
    'config/white-labels/acmecorp-wwg.white-label.yaml:5:7 name: "BAIV" would be the name of the projects of both baiv and acmecorp-wwg; name one of them otherwise',
    1,
  ],
  [
    "a reference to a client where there is none",
    air("variables: { A: '{{client.name}}' }"),
    "config/instances/air.instance.yaml:17:17 variables.A: {{client.name}} refers to nothing; known here: root_domain, instance.code, instance.name, instance.brand.primary, instance.brand.secondary, instance.brand.logo, brand.primary, brand.secondary, brand.logo, instance.domain, domain, product.code, product.name, product.domain, environment.name, environment.short, application.name, application.url",
    1,
  ],
  [
    "an unknown reference in a white-label",
    replaced(ACME, "help@acme.com", "'{{client.nmae}}'"),
    'config/white-labels/acmecorp-wwg.white-label.yaml:27:20 variables.SUPPORT_ADDRESS: {{client.nmae}} refers to nothing; did you mean "{{client.name}}"?',
    1,
  ],
  [
    "a release of a white-label with an unknown environment",
    { "releases/acmecorp-wwg.yaml": "prod: 1.1.0\n" },
    "config/releases/acmecorp-wwg.yaml:1:1 prod: no such environment in this stack; known here: production",
    1,
  ],
  [
    "a server of a white-label that is not there",
    acme("server: mian"),
    'config/white-labels/acmecorp-wwg.white-label.yaml:28:9 server: no such server in servers.yaml; did you mean "main"?',
    1,
  ],
  [
    "a misspelt key of the white-labels in pf-core",
    replaced(CORE, "  admin_domain:", "  admin_domian:"),
    'config/pf-core.config.yaml:75:3 white_labels.admin_domian: no such key; did you mean "admin_domain"?',
    1,
  ],
  [
    "a key in clear in platform.yaml",
    { "platform.yaml": append("private_keys: { deploy: { key: canary } }") },
    "config/platform.yaml:18:32 private_keys.deploy.key: this is not a reference { secret: name } or { generated: name }, never the value itself",
    1,
  ],
  [
    "an S3 storage without a bucket",
    {
      "platform.yaml": append(
        "s3_storages: { backups: { endpoint: https://s3.example.com, region: eu, key: { secret: a }, secret: { secret: b } } }",
      ),
    },
    "config/platform.yaml:18:25 s3_storages.backups.bucket: missing; write a bucket: 3 to 63 lower case letters, digits, dots and dashes",
    1,
  ],
  [
    "a channel that nobody has",
    { "platform.yaml": append("notifications: { teams: {} }") },
    "config/platform.yaml:18:18 notifications.teams: no such key; known here: email, discord, slack, telegram, pushover, webhook",
    1,
  ],
  [
    "a platform on a server that is not there",
    replaced("platform.yaml", "server: main", "server: mian"),
    'config/platform.yaml:3:9 server: no such server in servers.yaml; did you mean "main"?',
    1,
  ],
  [
    "a right that nobody has",
    replaced("access.yaml", "[read, deploy]", "[raed]"),
    'config/access.yaml:8:9 developers.may.0: "raed" is not one of read, deploy, deploy_production, provision, destroy; did you mean "read"?',
    1,
  ],
  [
    "a role without members",
    replaced("access.yaml", '  members: ["*"]\n', ""),
    'config/access.yaml:7:3 developers.members: missing; write a list, each a person such as ada, or "*" for everybody',
    1,
  ],
  [
    "a role at a stack that is not described",
    { "access.yaml": append("  stacks: [bavi]") },
    'config/access.yaml:9:12 developers.stacks.0: no such stack; did you mean "baiv"?',
    1,
  ],
  [
    "an instance that is called like another",
    replaced(AIR, "name: AIR", "name: baiv"),
    'config/instances/baiv.instance.yaml:5:7 name: "BAIV" would be the name of the projects of both air and baiv; name one of them otherwise',
    1,
  ],
];

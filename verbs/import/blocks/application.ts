import { holdsSecret } from "../secrets.ts";
import { storagesBlock, tasksBlock } from "./attached.ts";
import { type Block, escaped, fieldBlock, filled, type Making, placeBlock } from "./block.ts";
import { previewVariablesBlock, variablesBlock } from "./variables.ts";

/** An application, but for what is compared with Coolify afterwards. */
export function applicationBlock(making: Making): Block {
  const { name, workload } = making;
  const { inputs } = workload;
  const { preDeployment, postDeployment, preview, limits } = inputs as Record<string, Record<string, unknown> | undefined>;
  const isCompose = inputs.buildPack === "dockercompose";
  return {
    application_name: name,
    ...placeBlock(making),
    application_description: escaped(String(inputs.description ?? "")),
    ...sourceBlock(making),
    ...(!isCompose && { port: String(inputs.port ?? 80), domains: inputs.domains as string[] }),
    ...(isCompose && { build_pack: "dockercompose", port: "80" }),
    // pf-core says these for its own environments only.
    ...fieldBlock("Application", {
      "limits.memory": limits?.memory,
      "limits.cpus": limits?.cpus,
      "preDeployment.command": preDeployment?.command,
      "preDeployment.container": preDeployment?.container,
      "postDeployment.command": postDeployment?.command,
      "postDeployment.container": postDeployment?.container,
    }),
    ...filled({
      compose_domains: composeBlock(inputs.composeDomains),
      basic_auth: loginBlock(making),
      variables: variablesBlock(making),
      storages: storagesBlock(making),
      tasks: tasksBlock(making),
      previews: preview?.enabled === true ? previewsBlock(making) : {},
    }),
  };
}

function previewsBlock(making: Making): Block {
  return { enabled: true, ...filled({ variables: previewVariablesBlock(making) }) };
}

function sourceBlock(making: Making): Block {
  const {
    type,
    repository = "",
    branch = "",
    image = "",
    tag = "",
    text = "",
    app = "",
    key = "",
  } = making.workload.inputs.source as Record<string, string>;
  if (type === "dockerImage") return { source: { image, tag } };
  if (type === "dockerfile") return { source: { dockerfile: dockerfileOf(making, text) } };
  const access: Block = type === "githubApp" ? { github_app: app } : type === "deployKey" ? { deploy_key: key } : {};
  return { source: { repository, ...access }, branch };
}

const dockerfileOf = ({ name, secrets, file }: Making, text: string) =>
  holdsSecret(text) ? secrets.reference(text, `${name}_dockerfile`) : file("docker", ".Dockerfile", text);

/** Domains of the services of a compose file. */
function composeBlock(services: unknown): Block {
  const entries = Object.entries((services ?? {}) as Record<string, { domains: string[]; redirect?: string }>);
  return Object.fromEntries(entries.map(([service, { domains, redirect }]) => [service, { domains, ...(redirect && { redirect }) }]));
}

function loginBlock({ name, secrets, workload: { inputs } }: Making): Block {
  const { enabled, username, password } = (inputs.basicAuth ?? {}) as { enabled?: boolean; username?: string; password?: string };
  if (enabled !== true || username === undefined || password === undefined) return {};
  return { enabled, username: escaped(username), password: secrets.reference(password, `${name}_basic_auth`) };
}

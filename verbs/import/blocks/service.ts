import { holdsSecret } from "../secrets.ts";
import { tasksBlock } from "./attached.ts";
import { type Block, escaped, filled, type Making, placeBlock } from "./block.ts";
import { variablesBlock } from "./variables.ts";

/** A service: its compose text stands in a file of its own. */
export function serviceBlock(making: Making): Block {
  const { name, workload } = making;
  const { inputs } = workload;
  return {
    ...sourceBlock(making),
    name,
    ...placeBlock(making),
    ...(inputs.description ? { description: escaped(String(inputs.description)) } : {}),
    ...(inputs.connectToDockerNetwork === true && { connect_to_docker_network: true }),
    ...filled({ urls: inputs.urls as Record<string, string[]>, variables: variablesBlock(making), tasks: tasksBlock(making) }),
  };
}

function sourceBlock({ name, secrets, file, workload: { inputs } }: Making): Block {
  const { type, name: template = "", text = "" } = inputs.source as Record<string, string>;
  if (type === "oneClick") return { type: template };
  return { compose: holdsSecret(text) ? secrets.reference(text, `${name}_compose`) : file("compose", ".yaml", text) };
}

import { parseYaml, YamlFault } from "../compose/yaml.ts";
import type { OwnRule } from "../validation/validate.ts";

const HEADER = /^#cloud-config\s*/;
/** A script for a shell, or YAML. */
export const cloudInit: OwnRule = (value, attribute) => {
  const script = String(value).trim();
  if (script === "" || script.startsWith("#!")) return undefined;
  const fault = yamlFault(script.replace(HEADER, ""));
  if (fault === undefined) return undefined;
  const shown = attribute.replaceAll("_", " ");
  return HEADER.test(script)
    ? `The ${shown} must be valid YAML format. Error: ${fault}`
    : `The ${shown} must be either a valid bash script (starting with #!) or valid cloud-config YAML. YAML parse error: ${fault}`;
};

/** In the words of Coolify's parser, which names the line; the sandbox knows one of its many sentences. */
function yamlFault(text: string): string | undefined {
  try {
    parseYaml(text);
    return undefined;
  } catch (fault) {
    if (!(fault instanceof YamlFault)) throw fault;
    const lines = text.split("\n");
    const at = Math.max(
      lines.findIndex((line) => /[[{]/.test(line)),
      0,
    );
    return `Malformed inline YAML string at line ${at + 1} (near "${lines[at]?.trim() ?? ""}").`;
  }
}

import { isUtf8 } from "node:buffer";
import { ComposeFault, checkedCompose } from "../compose/check.ts";
import { dumpYaml } from "../compose/dump.ts";
import type { YamlValue } from "../compose/values.ts";
import { parseYaml, YamlFault } from "../compose/yaml.ts";
import { invalid, serverError } from "../http/answer.ts";

/** Bytes of a padded base64 text; undefined when it is none. */
export function fromBase64(value: unknown): Buffer | undefined {
  if (typeof value !== "string") return undefined;
  const bytes = Buffer.from(value, "base64");
  return bytes.toString("base64") === value && isUtf8(bytes) ? bytes : undefined;
}

/** A sent `docker_compose_raw` in the form in which it is stored (contract 13.1). @throws Refusal 422, 500 */
export function storedCompose(sent: unknown): string {
  const bytes = fromBase64(sent);
  if (!bytes) throw invalid({ docker_compose_raw: "The docker_compose_raw should be base64 encoded." });
  try {
    const compose = parseYaml(bytes.toString("utf8"));
    checkedCompose(compose);
    return dumpYaml(compose);
  } catch (fault) {
    throw refusalOf(fault);
  }
}

/** The content of a stored text. */
export function readCompose(text: string): YamlValue {
  return parseYaml(text);
}

function refusalOf(fault: unknown): unknown {
  if (fault instanceof ComposeFault) return invalid({ docker_compose_raw: fault.message });
  return fault instanceof YamlFault ? serverError() : fault;
}

import { type AfterWrite, get, patch, type Wire } from "../kind.ts";
import { rowsOf } from "../rows.ts";
import { recordOf } from "../values.ts";
import { containersOf, longVolumesOf, readCompose } from "./serviceCompose.ts";
import type { ServiceSource } from "./serviceFields.ts";

interface File {
  /** Where the container sees it. */
  readonly target: string;
  /** `./config/api.yaml` */
  readonly source: string;
  readonly content: string;
}

/** Files whose content stands in the text, in the long form of a volume. */
export function filesOf(compose: string): File[] {
  const volumes = containersOf(readCompose(compose)).flatMap(([, container]) => longVolumesOf(container));
  return volumes.flatMap((volume) => {
    const [target, source, content] = ["target", "source", "content"].map((key) => volume.get(key));
    return typeof target === "string" && typeof source === "string" && typeof content === "string" ? [{ target, source, content }] : [];
  });
}

const isRowOf = (row: Wire, { target, source }: File): boolean =>
  row.mount_path === target && String(row.fs_path).endsWith(source.replace(/^[.~]/, ""));

/** Coolify reads the content of a file once, when it first sees it; later ones are written where it keeps them (contract 13.3). */
export async function keepFiles({ inputs, written, ask }: AfterWrite<{ source: ServiceSource }>): Promise<void> {
  const files = inputs.source.type === "compose" && written.includes("docker_compose_raw") ? filesOf(inputs.source.text) : [];
  if (files.length === 0) return;
  const rows = rowsOf(recordOf(await ask(get("/services/{uuid}/storages"))).file_storages);
  // Coolify trims a content that is sent by itself, not the one of the text.
  for (const file of files)
    for (const row of rows.filter((one) => isRowOf(one, file)))
      if (String(row.content ?? "").trim() !== file.content.trim())
        await ask(patch("/services/{uuid}/storages"), { id: row.id, type: "file", content: file.content });
}

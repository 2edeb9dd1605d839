import type { Found } from "../found.ts";
import { storageKeys } from "../names.ts";
import { type Block, blocksOf, escaped, fieldBlock, filled, type Making } from "./block.ts";

/** Volumes, directories and files. What stands in a file is kept out of the YAML: people write tokens into them. */
export const storagesBlock = ({ workload: { storages }, name, secrets }: Making): Block =>
  blocksOf(storages, storageKeys(storages), ({ inputs }, key) => {
    const { type, hostPath, fsPath } = inputs.source as { type: string; hostPath?: string; fsPath?: string };
    const host = hostPath ?? fsPath;
    const { content } = inputs;
    return {
      path: String(inputs.mountPath),
      ...(type !== "volume" && { type: type === "hostFile" ? "host_file" : type }),
      ...(host !== undefined && { host_path: host }),
      ...(typeof content === "string" && content !== "" && { content: secrets.reference(content, `${name}_${key}_content`) }),
      ...(inputs.previewSuffix === false && { preview_suffix: false }),
    };
  });

export const tasksBlock = ({ workload: { tasks } }: Making): Block =>
  blocksOf(
    tasks,
    tasks.map(({ name }) => name),
    ({ inputs: { command, frequency, container, enabled, timeoutSeconds } }) => ({
      command: escaped(String(command)),
      frequency: String(frequency),
      ...(container !== undefined && { container: String(container) }),
      ...fieldBlock("ScheduledTask", { timeoutSeconds: timeoutSeconds === 300 ? undefined : timeoutSeconds }),
      ...(enabled === false && { enabled }),
    }),
  );

interface Kept {
  amount: number;
  days: number;
  maxGigabytes: number;
}

export function backupBlock({ inputs }: Found): Block {
  const { frequency, enabled, databases, dumpAll, s3Storage, retention, timeoutSeconds } = inputs;
  const { local, s3 } = (retention ?? {}) as Partial<Record<"local" | "s3", Kept>>;
  const kept = filled({ local: local ? keptBlock(local) : {}, s3: s3 ? keptBlock(s3) : {} });
  return {
    frequency: String(frequency),
    ...(enabled === false && { enabled }),
    ...(s3Storage !== undefined && { s3_storage: String(s3Storage) }),
    ...(Array.isArray(databases) && databases.length > 0 && { databases: databases.map(String) }),
    ...(dumpAll === true && { dump_all: true }),
    ...filled({ retention: kept }),
    ...(timeoutSeconds !== 3600 && { timeout: `${String(timeoutSeconds)}s` }),
  };
}

const keptBlock = ({ amount, days, maxGigabytes }: Kept): Block => ({
  ...(amount > 0 && { amount: String(amount) }),
  ...(days > 0 && { days: String(days) }),
  ...(maxGigabytes > 0 && { max_gigabytes: String(maxGigabytes) }),
});

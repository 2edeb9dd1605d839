import type { ResolvedValue, Settings } from "./resolved.ts";

/** What hangs on a workload, finished. */

export interface ResolvedStorage {
  name: string;
  /** What is mounted, in the words of the kind Storage; a volume and a bind bear `name` at Coolify. */
  source:
    | { type: "volume" }
    | { type: "bind"; hostPath: string }
    /** `hidden`: the text stands in no file. */
    | { type: "file"; content: string; hidden?: ResolvedValue }
    | { type: "directory"; fsPath: string }
    | { type: "hostFile"; fsPath: string };
  mountPath: string;
  /** Whether previews of pull requests get a storage of their own. Absent: Coolify's default. */
  previewSuffix?: boolean;
  /** Schedule that backs it up; volumes and directories only. */
  backup?: ResolvedVolumeBackup;
}

export interface ResolvedVolumeBackup {
  frequency: string;
  enabled: boolean;
  /** Name at Coolify of the S3 storage; absent: local only. */
  s3Storage?: string;
  settings: Settings;
}

export interface ResolvedTask {
  name: string;
  command: string;
  /** Cron expression or `hourly`, `daily`, `weekly`, `monthly`. */
  frequency: string;
  container?: string;
  timeoutSeconds: number;
  enabled: boolean;
}

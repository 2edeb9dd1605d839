import { z } from "zod";
import { choice, count, field, group, line, open, text, yesNo } from "../field.ts";
import { S3StorageName } from "../fields.ts";
import { parseDuration } from "../units.ts";
import { maybeHidden, VariableKey, VariableValue } from "../variables.ts";
import { ContainerName } from "./application.ts";

/** What hangs on a workload: storages, tasks, previews. */

/** Coolify's words for a cron expression, and the five fields of one. */
const FREQUENCY = /^(every_minute|@?(hourly|daily|weekly|monthly|yearly)|[\d*/,\-A-Za-z?#]+( [\d*/,\-A-Za-z?#]+){4})$/;

export const Frequency = text(
  {
    title: 'a time such as daily or "0 3 * * *"',
    description: "When: hourly, daily, weekly, monthly, yearly, or five fields of cron in the time zone of the server.",
  },
  FREQUENCY,
);

const gigabytes = field(
  { title: "a number of gigabytes such as 5", description: "How much together. 0: no limit.", argument: "maxStorageGb" },
  (written) => (/^\d{1,6}(\.\d{1,3})?$/.test(written) ? Number(written) : undefined),
);

const retention = (where: string) =>
  group(
    {
      amount: count("Archives that are kept.", 0, 10_000),
      days: count("Days for which they are kept. 0: no limit.", 0, 1_000_000),
      max_gigabytes: gigabytes,
    },
    `How long copies ${where} are kept.`,
  );

const timeout = field(
  { title: "a duration from 1m to 10h, such as 1h", description: "Time after which a run is given up.", argument: "timeoutSeconds" },
  (written) => {
    const seconds = parseDuration(written);
    return seconds !== undefined && seconds >= 60 && seconds <= 36_000 ? seconds : undefined;
  },
);

/** Passed on as they are to the kind `VolumeBackup`. */
export const volumeBackupSettings = {
  keep_locally: yesNo("Whether the server keeps a copy too. Only with s3_storage it may be false."),
  stop_during_backup: yesNo("Whether the containers stand still meanwhile."),
  retention_locally: retention("on the server"),
  retention_s3: retention("in S3"),
  timeout,
  delete_data: yesNo("Whether the archives may be deleted with the schedule."),
};

const ServerPath = text(
  { title: "a path on the server such as /srv/uploads", description: "Directory or file of the server." },
  /^\/[a-zA-Z0-9._\-/~@+]*$/,
  (written) => !written.split("/").some((segment) => segment === "." || segment === ".."),
);

export const Storage = z
  .strictObject({
    path: text(
      { title: "a path such as /app/uploads", description: "Where it is seen inside the container." },
      /^\/[^\p{C}`$|&;<>\\]+$/u,
      (written) => !written.split("/").some((segment) => segment === "." || segment === ".."),
    ),
    type: choice(
      {
        title: "one of volume, bind, file, directory, host_file",
        description:
          "A volume of Docker (default), a directory of the server, a file with content, a directory or file that Coolify keeps.",
      },
      ["volume", "bind", "file", "directory", "host_file"],
    ).default("volume"),
    host_path: open(ServerPath).optional(),
    content: maybeHidden("Text of a file.").optional(),
    preview_suffix: yesNo("Whether previews of pull requests get a storage of their own.").optional(),
    backup: z
      .strictObject({
        frequency: Frequency,
        enabled: yesNo("Whether it runs by itself.").default(true),
        s3_storage: S3StorageName.optional(),
        ...group(volumeBackupSettings, "").shape,
      })
      .meta({ title: "a block of keys with a frequency", description: "Schedule that backs it up. Volumes and directories only." })
      .optional(),
  })
  .meta({ title: "a block of keys with a path", description: "A volume, directory or file that is mounted." });

export const Task = z
  .strictObject({
    command: open(line("What the container's shell runs. Everybody who may read sees it: no secrets.", "npm run prune", 1000)),
    frequency: Frequency,
    container: ContainerName.optional(),
    timeout: field(
      { title: "a duration of at least 1s such as 5m", description: "When a run that does not end is given up. Default: 5m." },
      (written) => parseDuration(written) || undefined,
    ).optional(),
    enabled: yesNo("Whether it runs by itself.").default(true),
  })
  .meta({ title: "a block of keys with a command and a frequency", description: "A command that runs in the container at set times." });

export const Previews = z
  .strictObject({
    enabled: yesNo("Whether pull requests are deployed. Default: true, where the block stands.").default(true),
    open_to_public: yesNo("Whether those of people from outside the repository are deployed too.").default(false),
    url_template: line("Address of a preview, in Coolify's own words: {{pr_id}}, {{domain}}, {{random}}.", "{{pr_id}}.{{domain}}").default(
      "{{pr_id}}.{{domain}}",
    ),
    lifetime: field(
      { title: "a number of days such as 7d", description: "A preview without a new deployment for so long is cleaned up. Default: 7d." },
      (written) => {
        const days = (parseDuration(written) ?? 0) / 86_400;
        return Number.isInteger(days) && days >= 1 && days <= 365 ? days : undefined;
      },
    ).optional(),
    variables: z
      .record(VariableKey, VariableValue)
      .meta({
        title: "names of variables with their values",
        description: "Values of variables in previews, instead of the application's.",
      })
      .default({}),
  })
  .meta({
    title: "a block of keys",
    description: "Deployments of pull requests; git repositories only. A preview has the limits of its application. {}: with all defaults.",
  });

const Key = (what: string) =>
  text(
    { title: `a name of 1 to 40 lower case letters, digits and hyphens, such as ${what}`, description: "Name in this tier." },
    /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/,
  );

export const WorkloadKey = Key("worker");

const StorageKey = text(
  { title: "a name of letters, digits, dots, dashes and underscores, such as uploads", description: "Name of the storage at Coolify." },
  /^[a-zA-Z0-9][a-zA-Z0-9._-]{0,199}$/,
);

const TaskKey = text(
  { title: "a name without < and line breaks, such as nightly", description: "Name of the task at Coolify." },
  /^[^<\p{C}]{1,255}$/u,
);

export const tasks = z
  .record(TaskKey, Task)
  .meta({ title: "tasks by name", description: "Commands that run in the container at set times." });

export const storages = z
  .record(StorageKey, Storage)
  .meta({ title: "storages by name", description: "Volumes, directories and files that are mounted." });

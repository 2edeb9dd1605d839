import { DESTINATION_TYPE } from "../destinations/show.ts";
import { defineTable, type Row } from "../world/table.ts";
import type { Engine } from "./engines.ts";

/** All eight engines in one table; Coolify has one for each. Further columns are those of the engine (engines.ts). */
export interface DatabaseRow extends Row {
  readonly uuid: string;
  readonly name: string;
  readonly description: string | null;
  readonly engine: Engine;
  /** Number among the databases of its engine: the `id` that Coolify shows. Equal ones of two engines get mixed up there (contract 12.2). */
  readonly engine_id: number;
  /** As reported; shown with `:unhealthy` where it says no health. */
  readonly status: string;
  /** A start is in progress; no column of Coolify. */
  readonly is_starting: boolean;
  readonly image: string;
  readonly is_public: boolean;
  readonly public_port: number | null;
  readonly environment_id: number;
  readonly destination_id: number;
  readonly [column: string]: unknown;
}
export const databases = defineTable<DatabaseRow>({
  name: "databases",
  indices: ["environment_id", "destination_id", "engine"],
  defaults: {
    description: null,
    status: "exited",
    is_starting: false,
    is_public: false,
    public_port: null,
    ports_mappings: null,
    limits_memory: "0",
    limits_memory_swap: "0",
    limits_memory_swappiness: 60,
    limits_memory_reservation: "0",
    limits_cpus: "0",
    limits_cpuset: null,
    limits_cpu_shares: 1024,
    started_at: null,
    destination_type: DESTINATION_TYPE,
    is_log_drain_enabled: false,
    is_include_timestamps: false,
    deleted_at: null,
    config_hash: null,
    custom_docker_run_options: null,
    enable_ssl: false,
    restart_count: 0,
    last_restart_at: null,
    last_restart_type: null,
    public_port_timeout: 3600,
    health_check_enabled: true,
    health_check_interval: 15,
    health_check_timeout: 5,
    health_check_retries: 5,
    health_check_start_period: 5,
  },
  parents: [{ column: "environment_id", tables: ["environments"] }],
});

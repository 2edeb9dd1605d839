import type { Call } from "../http/call.ts";
import type { ResourceRow } from "../resources/kinds.ts";
import type { Column, VariablePolicy } from "./policy.ts";
import { realValuesOf } from "./realValue.ts";
import type { VariableRow } from "./tables.ts";

/** Columns that a row fresh from its creation has only when they were set. */
const SETTABLE: readonly Column[] = [
  "value",
  "is_preview",
  "is_literal",
  "is_multiline",
  "is_shown_once",
  "comment",
  "is_required",
  "order",
];

/** Shows rows of one resource as answers do (contract 5.1, row shape). `known`: the columns of a row that was just created. */
export type Show = (row: VariableRow, known?: readonly string[]) => object;

/** How this call may see the variables of a resource. */
export function shower(call: Call, policy: VariablePolicy, resource: ResourceRow): Show {
  const realValue = realValuesOf(call.world, resource);
  return (row, known) => {
    const hidden = !call.sensitive || (policy.hidesShownOnce && row.is_shown_once);
    const answer = whole(row, hidden ? {} : { real_value: realValue(row), value: row.value });
    if (row.is_required) answer.is_really_required = realValue(row) === "";
    if (known) for (const column of SETTABLE) if (!known.includes(column)) delete answer[column];
    return answer;
  };
}

function whole(row: VariableRow, secret: object): Record<string, unknown> {
  return {
    uuid: row.uuid,
    comment: row.comment,
    is_buildpack_control: row.key.startsWith("NIXPACKS_") || row.key.startsWith("RAILPACK_"),
    is_buildtime: row.is_buildtime,
    is_coolify: row.key.startsWith("SERVICE_"),
    is_literal: row.is_literal,
    is_multiline: row.is_multiline,
    is_preview: row.is_preview,
    is_really_required: false,
    is_required: row.is_required,
    is_runtime: row.is_runtime,
    is_shared: isReference(row.value),
    is_shown_once: row.is_shown_once,
    key: row.key,
    order: row.order,
    ...secret,
    version: row.version,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

const isReference = (value: string | null): boolean => value?.startsWith("{{") === true && value.endsWith("}}");

import type { Call } from "../http/call.ts";

/** Whether the token's team has an S3 storage with this uuid that passed its validation. */
export function isUsableS3(_call: Call, _uuid: unknown): boolean {
  return false;
}

import { createHash } from "node:crypto";

/** JSON with sorted keys, so that equal values give equal text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (value && typeof value === "object") {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return `{${entries
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`)
      .join(",")}}`;
  }
  return JSON.stringify(value) ?? "null";
}

/** Short digest of everything that a running application was built and started with: when it differs, a deployment is due. */
export const fingerprint = (value: unknown) => createHash("sha256").update(canonical(value)).digest("hex").slice(0, 32);

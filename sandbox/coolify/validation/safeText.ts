/** A name or description as Coolify stores it: without tags, "" for null (contract 3, "HTML" and "Null description"). */
export function safeText(value: unknown): string {
  return typeof value === "string" ? value.replace(/<\/?[a-zA-Z!?][^>]*>/g, "").trim() : "";
}

/** Begins the mark at the end of a description: `… pf-core@air/air-app-dev`. All of it is legal in every description (contract 3). */
const MARK = "pf-core@";
const STAMPED = /(?:^|\s)pf-core@([A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+)\s*$/;

/** A description with its stamp. The stamp stands last, so that people read their own words first. */
export function withStamp(description: string | undefined, stamp: string | undefined): string {
  if (!stamp) return description ?? "";
  return description ? `${description} ${MARK}${stamp}` : `${MARK}${stamp}`;
}

/** A description as Coolify has it, taken apart. Without a stamp, or with one that people broke, all of it is theirs. */
export function splitStamp(text: unknown): { description: string; stamp: string | undefined } {
  const description = typeof text === "string" ? text.trim() : "";
  const match = STAMPED.exec(description);
  return { description: match ? description.slice(0, match.index).trim() : description, stamp: match?.[1] };
}

/** Begins the mark at the end of a description: `… pf-core@air/air-app-dev`. All of it is legal in every description (contract 3). */
const MARK = "pf-core@";
const STAMPED = /(?:^|\s)pf-core@([A-Za-z0-9_.-]+\/[A-Za-z0-9_.-]+)(?=\s|$)/g;

/** A description with its stamp. The stamp stands last, so that people read their own words first. */
export function withStamp(description: string | undefined, stamp: string | undefined): string {
  if (!stamp) return description ?? "";
  return description ? `${description} ${MARK}${stamp}` : `${MARK}${stamp}`;
}

/**
 * A description as Coolify has it, taken apart. Without a stamp, or with one that people broke, all of it is theirs. What they wrote behind
 * it does not make the object anybody else's; of several the last one counts.
 */
export function splitStamp(text: unknown): { description: string; stamp: string | undefined } {
  const description = typeof text === "string" ? text.trim() : "";
  const match = [...description.matchAll(STAMPED)].at(-1);
  if (!match) return { description, stamp: undefined };
  const parts = [description.slice(0, match.index), description.slice(match.index + match[0].length)];
  return {
    description: parts
      .map((part) => part.trim())
      .filter(Boolean)
      .join(" "),
    stamp: match[1],
  };
}

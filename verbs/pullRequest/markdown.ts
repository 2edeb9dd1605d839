import { OPERATIONS, type StackPreview } from "./change.ts";
import { LEVELS, stackText } from "./stackText.ts";
import { cell, code } from "./text.ts";

/** Longest comment that GitHub takes, in characters; counted here in bytes, of which a text never has fewer. */
export const GITHUB_LIMIT = 65_536;

export interface MarkdownOptions {
  /** Lines above and below what is found, as Markdown of our own. */
  before?: readonly string[];
  after?: readonly string[];
  /** Most bytes of the whole. Default: GitHub's limit of a comment. */
  limit?: number;
}

/**
 * What a change would do to the stacks, as Markdown: a table of all stacks, then one a stack with every resource. Where that is too
 * long, what matters least goes first, the longest stacks before the others, and the text says what is missing.
 */
export function renderMarkdown(
  previews: readonly StackPreview[],
  { before = [], after = [], limit = GITHUB_LIMIT }: MarkdownOptions = {},
): string {
  const telling = previews
    .filter((preview) => !isUnchanged(preview))
    .map((preview) => ({ preview, level: 0, text: stackText(preview, 0) }));
  const unchanged = previews.filter(isUnchanged);
  const compose = (stacks: number) =>
    [
      ...before,
      overview(
        telling.map(({ preview }) => preview),
        stacks,
      ),
      unchangedText(unchanged, stacks),
      leftOut(Math.max(0, ...telling.map(({ level }) => level))),
      ...telling.map(({ text }) => text),
      ...after,
    ]
      .filter(Boolean)
      .join("\n\n");
  let excess = Buffer.byteLength(compose(Number.POSITIVE_INFINITY)) - limit;
  // What says that something is missing needs room itself.
  if (excess > 0) excess += ROOM_FOR_WORDS;
  while (excess > 0) {
    const longest = longestOf(telling);
    if (!longest) break;
    const text = stackText(longest.preview, longest.level + 1);
    excess -= Buffer.byteLength(longest.text) - Buffer.byteLength(text);
    Object.assign(longest, { level: longest.level + 1, text });
  }
  let markdown = compose(Number.POSITIVE_INFINITY);
  for (let stacks = 512; Buffer.byteLength(markdown) > limit && stacks > 0; stacks = Math.floor(stacks * 0.8)) markdown = compose(stacks);
  return markdown;
}

const ROOM_FOR_WORDS = 600;

interface Telling {
  preview: StackPreview;
  level: number;
  text: string;
}

/** The one whose next shortening gives most people something: whoever takes most room. */
const longestOf = (telling: readonly Telling[]): Telling | undefined =>
  telling
    .filter(({ level }) => level < LEVELS.length - 1)
    .reduce<Telling | undefined>((longest, one) => (one.text.length > (longest?.text.length ?? -1) ? one : longest), undefined);

const isUnchanged = ({ outcome, changes }: StackPreview) => outcome === "previewed" && changes.length === 0;

function overview(previews: readonly StackPreview[], most: number): string {
  if (previews.length === 0) return "";
  const rows = previews
    .slice(0, most)
    .map((preview) => `| ${[cell(preview.stack, 80), ...counts(preview), dangers(preview)].join(" | ")} |`);
  const more = previews.length > most ? [`| and ${previews.length - most} more stacks |${" |".repeat(OPERATIONS.length + 1)}`] : [];
  const columns = ["stack", ...SHOWN, "data at risk"];
  return [`| ${columns.join(" | ")} |`, `|---|${"--:|".repeat(SHOWN.length)}---|`, ...rows, ...more].join("\n");
}

/** As a reader expects them: what comes, what changes, what goes. */
const SHOWN = OPERATIONS.toReversed();

const counts = ({ outcome, changes }: StackPreview) =>
  outcome === "previewed"
    ? SHOWN.map((operation) => String(changes.filter((change) => change.operation === operation).length || ""))
    : SHOWN.map((_, at) => (at > 0 ? "" : outcome === "failed" ? "**failed**" : "no longer described"));

function dangers({ changes }: StackPreview): string {
  const weights = changes.flatMap(({ risk }) => risk?.weight ?? []);
  const [lost, others] = [weights.filter((weight) => weight === "lost").length, weights.filter((weight) => weight !== "lost").length];
  return [lost > 0 ? `**${lost} lost**` : "", others > 0 ? `${others} to look at` : ""].filter(Boolean).join(", ");
}

function unchangedText(unchanged: readonly StackPreview[], most: number): string {
  if (unchanged.length === 0) return "";
  const names = unchanged.slice(0, Math.min(most, 50)).map(({ stack }) => code(stack, 80));
  const more = unchanged.length - names.length;
  return `No changes: ${names.join(", ")}${more > 0 ? ` and ${more} more` : ""}.`;
}

const leftOut = (level: number) =>
  level === 0
    ? ""
    : `**Shortened** to what fits, the longest stacks first: ${LEVELS.slice(1, level + 1)
        .map(({ left }) => left)
        .join("; ")}. All of it: \`pf preview <stack> --format markdown\`, or the summary of this run.`;

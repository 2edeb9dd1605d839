import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "@jest/globals";
import { kinds } from "../../providers/coolify/kinds/index.ts";

const read = (file: string) => readFileSync(path.join(__dirname, "../..", file), "utf8");
const text = read("docs/compared.md");

/** What programs can make: a class for each kind and for each provider written by hand. */
const classes = [...read("providers/coolify/resources.ts").matchAll(/^export class (\w+)/gm)].map(([, name]) => name ?? "");

interface Row {
  readonly theirs: readonly string[];
  readonly ours: string;
  readonly cells: readonly string[];
}

const quoted = (cell: string) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name ?? "");

/** Rows of the table in the section that the heading opens, without its head. */
function rowsUnder(heading: string): Row[] {
  const section = text.split(/^## /m).find((part) => part.startsWith(heading)) ?? "";
  const lines = section.split("\n").filter((line) => line.startsWith("|"));
  return lines.slice(2).map((line) => {
    const cells = line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim());
    return { theirs: quoted(cells[0] ?? ""), ours: cells[1] ?? "", cells };
  });
}

const tables = { "1. T's resources": 57, "2. T's data sources": 70, "3. P's resources": 24 };
const headings = Object.keys(tables) as (keyof typeof tables)[];

describe.each(headings)("%s", (heading) => {
  const rows = rowsUnder(heading);

  test("names each of theirs once", () => {
    const names = rows.flatMap(({ theirs }) => theirs);
    expect(names).toHaveLength(tables[heading]);
    expect(new Set(names).size).toBe(names.length);
  });

  test("gives each an answer in every column", () => {
    const unanswered = rows.filter(({ cells }) => cells.length !== 4 || cells.some((cell) => cell === "" || /^[-–?]+$/.test(cell)));
    expect(unanswered).toEqual([]);
  });

  test("says for each which of ours it is, or none", () => {
    const vague = rows.filter(({ ours }) => ours !== "none" && !/^`\w+`(, `\w+`)*$/.test(ours));
    expect(vague).toEqual([]);
  });
});

test("what it calls ours is every kind and every provider written by hand, and nothing else", () => {
  const ours = [...new Set([...kinds.map(({ type }) => type), ...classes])].sort();
  const compared = (shown: readonly (keyof typeof tables)[]) => new Set(shown.flatMap(rowsUnder).flatMap((row) => quoted(row.ours)));
  expect([...compared(["1. T's resources", "3. P's resources"])].sort()).toEqual(ours);
  expect([...compared(headings)].filter((name) => !ours.includes(name))).toEqual([]);
});

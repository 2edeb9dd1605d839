import { readFileSync } from "node:fs";
import path from "node:path";

/** One trap of the contract's section 16. */
export interface Trap {
  /** `T13`: a row of 16.1; `G2`: a row of 16.4; `R5`: an item of 16.5, both numbered in their order. */
  readonly number: string;
  /** Its first words, as the contract has them. */
  readonly words: string;
}

const cells = (line: string) => line.split(/(?<!\\)\|/).map((cell) => cell.trim());

/** The lines of a numbered section, without its heading. */
function sectionOf(contract: string, number: string): string[] {
  const lines = contract.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`### ${number} `));
  const end = lines.findIndex((line, index) => index > start && /^##/.test(line));
  return lines.slice(start + 1, end);
}

const rowsOf = (lines: readonly string[]) => lines.filter((line) => line.startsWith("|")).slice(2);

/** Items of 16.5: `Application: variant, …` one by one, then each thing that cannot be cleared. */
function itemsOf(lines: readonly string[]): string[] {
  const [fixed = "", uncleared = ""] = lines
    .join(" ")
    .trim()
    .replace(/\.$/, "")
    .split(/ Cannot be \*\*cleared\*\* once set: /);
  const places = fixed.split(/(?<=[a-z)`]|env)\. (?=[A-Z])/).flatMap((sentence) => {
    const [, place, items = sentence] = /^([A-Z][\w ]+): (.*?)\.?$/.exec(sentence) ?? [];
    const parts = items.replace(/\.$/, "").split(/, |; (?=Redis)/);
    return parts.map((item) => (place ? `${place}: ${item}` : item));
  });
  return [...places, ...outsideBrackets(uncleared).map((item) => `cannot be cleared: ${item}`)];
}

/** Split at commas that are not inside brackets. */
const outsideBrackets = (text: string) => text.split(/, (?![^(]*\))/);

/** Every trap, numbered as the tests name it. @param root the project's folder */
export function traps(root: string): Trap[] {
  const contract = readFileSync(path.join(root, "docs/coolify-api.md"), "utf8");
  const named = rowsOf(sectionOf(contract, "16.1")).map((row) => {
    const [, number = "", sent = "", back = ""] = cells(row);
    return { number, words: `${sent} → ${back}` };
  });
  const gaps = rowsOf(sectionOf(contract, "16.4")).map((row, index) => {
    const [, situation = "", gap = ""] = cells(row);
    return { number: `G${index + 1}`, words: `${situation}: ${gap}` };
  });
  const fixed = itemsOf(sectionOf(contract, "16.5")).map((words, index) => ({ number: `R${index + 1}`, words }));
  return [...named, ...gaps, ...fixed];
}

import { readFileSync } from "node:fs";
import path from "node:path";

/** The paths of contract section 2, without `/api/v1`; parameters are `{}`. Reads the table as it stands there. */
export function contractPaths(): Set<string> {
  const contract = readFileSync(path.join(__dirname, "..", "..", "docs", "coolify-api.md"), "utf8");
  const section = contract.slice(contract.indexOf("## 2. Route inventory"), contract.indexOf("## 3. Projects"));
  const rows = section.split("\n").filter((line) => line.startsWith("| `"));
  const all = new Set(rows.flatMap(pathsOfRow).map((one) => one.replace(/\{\w+\}/g, "{}")));
  for (const one of sharedBelow(all)) all.add(one);
  return all;
}

/** Cells of paths and cells of methods take turns; `\\|` is no border. */
function pathsOfRow(row: string): string[] {
  const cells = row.split(/(?<!\\)\|/).slice(1, -1);
  const first: string[] = [];
  return cells.filter((_, index) => index % 2 === 0).flatMap((cell) => pathsOfCell(cell.replaceAll("\\|", "|"), first));
}

/**
 * `a`, `/b` (+`/c`): a path, one beside it, what follows it; `…/x/y` begins where the row's first path has `/x`.
 * @param row the first path of the row, once it is known
 */
function pathsOfCell(cell: string, row: string[]): string[] {
  const full: string[] = [];
  let inside = false;
  let last = "";
  for (const [token, name] of cell.matchAll(/\(\+|\)|`([^`]+)`/g)) {
    if (name === undefined) inside = token === "(+";
    else {
      const one = resolved(name, { row: row[0] ?? "", cell: full[0], last: inside ? last : undefined });
      full.push(one);
      if (!inside) last = one;
      if (row.length === 0) row.push(one);
    }
  }
  return full.flatMap(alternatives);
}

function resolved(name: string, before: { row: string; cell: string | undefined; last: string | undefined }): string {
  if (name.startsWith("…")) return before.row.slice(0, before.row.lastIndexOf(`/${name.split("/")[1]}`)) + name.slice(1);
  if (before.last !== undefined) return before.last + name;
  const isSibling = before.cell !== undefined && name.lastIndexOf("/") === 0;
  return isSibling ? before.cell?.slice(0, before.cell.lastIndexOf("/")) + name : name;
}

/** `/x/{a|b}` is two paths; `{logs}` is no parameter. */
function alternatives(pattern: string): string[] {
  const found = /\{([^}]*\|[^}]*|logs)\}/.exec(pattern);
  return found?.[1] === undefined ? [pattern] : found[1].split("|").flatMap((word) => alternatives(pattern.replace(found[0], word)));
}

/** "As for applications": what lies below their variables, storages, tags and tasks. */
function sharedBelow(all: ReadonlySet<string>): string[] {
  const below = [...all].filter((one) => /^\/applications\/\{\}\/(envs|storages|tags|scheduled-tasks)\//.test(one));
  const kinds = ["services", "databases"].flatMap((kind) => below.map((one) => one.replace("applications", kind)));
  return kinds.filter((one) => all.has(one.split("/").slice(0, 4).join("/")));
}

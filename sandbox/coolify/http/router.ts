/** A route that matched: what was registered and the values of its `{parameters}`. */
export interface Match<T> {
  readonly target: T;
  readonly params: Record<string, string>;
}

interface Node<T> {
  readonly literal: Map<string, Node<T>>;
  variable: Node<T> | undefined;
  end: { target: T; names: string[] } | undefined;
}

const node = <T>(): Node<T> => ({ literal: new Map(), variable: undefined, end: undefined });

function kept<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const found = map.get(key);
  if (found !== undefined) return found;
  const made = make();
  map.set(key, made);
  return made;
}

/** Paths with `{parameters}`, one tree a method. A literal segment wins over a parameter, as Coolify registers its routes. */
export class Router<T> {
  readonly #roots = new Map<string, Node<T>>();

  add(method: string, path: string, target: T): void {
    let at = kept(this.#roots, method, () => node<T>());
    const names: string[] = [];
    for (const segment of path.split("/").filter(Boolean)) {
      if (segment.startsWith("{")) {
        names.push(segment.slice(1, -1));
        at.variable ??= node();
        at = at.variable;
      } else {
        at = kept(at.literal, segment, () => node<T>());
      }
    }
    at.end = { target, names };
  }

  /** The route of a method and a decoded path; HEAD is answered where GET is. Slashes at the end do not count. */
  find(method: string, path: string): Match<T> | undefined {
    const root = this.#roots.get(method === "HEAD" ? "GET" : method);
    if (!root) return undefined;
    const values: string[] = [];
    const end = descend(root, segmentsOf(path), 0, values);
    if (!end) return undefined;
    const params: Record<string, string> = {};
    for (const [index, name] of end.names.entries()) params[name] = values[index] ?? "";
    return { target: end.target, params };
  }
}

/** Empty segments at both ends are dropped, those in the middle match nothing. */
function segmentsOf(path: string): string[] {
  let from = 0;
  let to = path.length;
  while (from < to && path[from] === "/") from++;
  while (to > from && path[to - 1] === "/") to--;
  return from === to ? [] : path.slice(from, to).split("/");
}

function descend<T>(at: Node<T>, segments: string[], index: number, values: string[]): Node<T>["end"] {
  if (index === segments.length) return at.end;
  const segment = segments[index] as string;
  if (segment === "") return undefined;
  const next = at.literal.get(segment);
  const found = next && descend(next, segments, index + 1, values);
  if (found) return found;
  if (!at.variable) return undefined;
  values.push(segment);
  const end = descend(at.variable, segments, index + 1, values);
  if (!end) values.pop();
  return end;
}

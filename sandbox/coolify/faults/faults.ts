import { type ActionName, actions, checkedRule, type FaultRule, matcher } from "./rules.ts";

/** A rule with what it did so far. */
export interface ListedFault extends FaultRule {
  readonly id: number;
  readonly matched: number;
  readonly fired: number;
}

interface Active {
  readonly id: number;
  readonly rule: FaultRule;
  readonly path: RegExp;
  readonly draw: () => number;
  matched: number;
  fired: number;
}

/** The rules in force, in the order they were given. They are no part of the world: a restart or a new world clears them. */
export class Faults {
  #active: Active[] = [];
  #count = 0;

  get some(): boolean {
    return this.#active.length > 0;
  }

  /** Adds a rule. @throws FaultRuleError */
  add(value: unknown): ListedFault {
    const rule = checkedRule(value);
    const active = { id: ++this.#count, rule, path: matcher(rule.path), draw: drawing(rule.seed ?? 1), matched: 0, fired: 0 };
    this.#active.push(active);
    return listed(active);
  }

  list(): ListedFault[] {
    return this.#active.map(listed);
  }

  clear(): void {
    this.#active = [];
  }

  /** The rules that fire for this request: delays first come, and the first that is no delay ends the search. */
  firing(method: string, path: string): FaultRule[] {
    const fired: FaultRule[] = [];
    for (const active of this.#active) {
      if (!fires(active, method, path)) continue;
      fired.push(active.rule);
      if (active.rule.action !== "delay") break;
    }
    return fired;
  }
}

function fires(active: Active, method: string, path: string): boolean {
  const { rule } = active;
  if ((rule.method !== undefined && rule.method.toUpperCase() !== method) || !active.path.test(path)) return false;
  active.matched++;
  const times = rule.times ?? (rule.nth === undefined ? Number.POSITIVE_INFINITY : 1);
  if (active.fired >= times) return false;
  if (rule.nth !== undefined && active.matched < rule.nth) return false;
  if (rule.probability !== undefined && active.draw() >= rule.probability) return false;
  active.fired++;
  return true;
}

const listed = ({ id, rule, matched, fired }: Active): ListedFault => ({ id, ...rule, matched, fired });

/** The same numbers for the same seed, from 0 up to 1 (mulberry32). */
function drawing(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Whether an action comes before the request is handled. */
export const isBefore = (action: ActionName): boolean => actions[action].when === "before";

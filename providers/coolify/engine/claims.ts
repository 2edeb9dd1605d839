import { UserError } from "../errors.ts";
import type { Kind } from "../kind.ts";
import { hasUnknown } from "../unknown.ts";
import type { Properties } from "../values.ts";
import type { Diff } from "./diff.ts";

/** Key → what two resources with it do: "have the stamp …". */
type Keys = Readonly<Record<string, string>>;

/** By what an object of this kind is found again: two resources that share it would take over each other's object. */
function marksOf(kind: Kind, wanted: Properties): Keys {
  const { type, adopt, parents = {} } = kind;
  const inputs = knownOf(wanted);
  const place = [type, inputs.coolify ?? ""];
  if (adopt?.by === "stamp" && typeof inputs.stamp === "string")
    return { [[...place, inputs.stamp].join(" ")]: `have the stamp "${inputs.stamp}"` };
  const keys = Object.keys(parents);
  if (adopt?.by !== "name" || adopt.same || typeof inputs.name !== "string" || keys.some((key) => wanted[key] !== inputs[key])) return {};
  const within = keys.map((key) => inputs[key] ?? "");
  return { [[...place, ...within, inputs.name].join(" ")]: `have the name "${inputs.name}" in the same place` };
}

/** What is not known yet claims nothing. */
const knownOf = (inputs: Properties) => Object.fromEntries(Object.entries(inputs).filter(([, value]) => !hasUnknown(value)));

const givenBy = (kind: Kind, inputs: Properties, uuid: string): Keys => kind.claims?.(knownOf(inputs), uuid) ?? {};

const nameOf = ({ type }: Kind, id: string) => `are the same ${type} at Coolify (${id})`;
/** A uuid is one everywhere; a number, or what every team has one of, only at its Coolify. */
const objectOf = ({ type, idKey, idOf }: Kind, { coolify }: Properties, id: string) =>
  [type, idKey === "id" || idOf ? (coolify ?? "") : "", id].join(" ");

const titleOf = ({ type }: Kind, { name, container }: Properties) => `${type} ${String(name ?? container ?? "")}`.trim();

interface Holder {
  /** The object of the resource; while it is being made, a mark of its own. */
  readonly of: string | symbol;
  readonly said: string;
}

/** One that is being made. */
export interface Claim {
  /** Once it is known which object it is, before that one is written to. @param wasThere nobody made it just now */
  is(id: string, wasThere: boolean): void;
  failed(): void;
}

/**
 * What one program may say only once: two resources that are one object, or that both give what one object has, would undo each other's
 * work at every run. Pulumi tells a provider about one resource at a time, so this remembers what it heard in this run.
 */
export class Claims {
  readonly #holders = new Map<string, Holder>();
  /** Objects that were there before and that a new resource took over in this run. */
  readonly #takenOver = new Set<string>();

  /** What is in state and stays. @throws UserError where a new resource took it over, or another one gives the same */
  keep(kind: Kind, id: string, news: Properties, { replaces }: Diff): void {
    const object = objectOf(kind, news, id);
    this.#release(object);
    if (replaces.length > 0) return;
    if (this.#takenOver.has(object)) throw twice(kind, news, "a new one", nameOf(kind, id));
    this.#hold(kind, news, object, givenBy(kind, news, id));
    // Two that are in state are two objects, whatever they say.
    this.#set(kind, news, object, { [object]: "", ...marksOf(kind, news) });
  }

  /** Before something is made. @throws as `keep` */
  begin(kind: Kind, inputs: Properties): Claim {
    const mark = Symbol(kind.type);
    this.#hold(kind, inputs, mark, marksOf(kind, inputs));
    return {
      is: (id, wasThere) => {
        const object = objectOf(kind, inputs, id);
        const holder = this.#holders.get(object);
        if (wasThere && holder) throw twice(kind, inputs, holder.said, nameOf(kind, id));
        this.#release(mark);
        if (wasThere) this.#takenOver.add(object);
        this.#hold(kind, inputs, object, givenBy(kind, inputs, id));
        this.#set(kind, inputs, object, { [object]: "", ...marksOf(kind, inputs) });
      },
      failed: () => this.#release(mark),
    };
  }

  /** Whether it belongs to a new resource of this run: the former one, whose name in the program is no more, only forgets it. */
  isTakenOver(kind: Kind, id: string, props: Properties): boolean {
    return this.#takenOver.has(objectOf(kind, props, id));
  }

  gone(kind: Kind, id: string, props: Properties): void {
    this.#release(objectOf(kind, props, id));
  }

  #release(of: string | symbol): void {
    for (const [key, holder] of this.#holders) if (holder.of === of) this.#holders.delete(key);
  }

  #hold(kind: Kind, inputs: Properties, of: string | symbol, keys: Keys): void {
    for (const [key, what] of Object.entries(keys)) {
      const holder = this.#holders.get(key);
      if (holder && holder.of !== of) throw twice(kind, inputs, holder.said, what);
    }
    this.#set(kind, inputs, of, keys);
  }

  #set(kind: Kind, inputs: Properties, of: string | symbol, keys: Keys): void {
    for (const key of Object.keys(keys)) this.#holders.set(key, { of, said: titleOf(kind, inputs) });
  }
}

const twice = (kind: Kind, inputs: Properties, other: string, what: string) =>
  new UserError(
    `Two resources of this program ${what}: this ${titleOf(kind, inputs)} and ${other}. Each would undo what the other does: keep it in one of them.`,
  );

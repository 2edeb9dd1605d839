import { hide } from "../access/hidden.ts";
import { type Answer, created, message, ok, refusal } from "../http/answer.ts";
import { type Call, gated, shadowed } from "../http/call.ts";
import type { Noun } from "../noun.ts";
import { safeText } from "../validation/safeText.ts";
import { frameworkInvalid, type InputSpec, validated } from "../validation/validate.ts";
import { randomText } from "../world/identity.ts";
import { type DerivedKey, derivedKey, storedKey } from "./keyText.ts";
import { isInUse, keyOf } from "./lookup.ts";
import { seedKeys } from "./seed.ts";
import { type PrivateKeyRow, privateKeys } from "./tables.ts";

/** PATCH takes the same as POST but refuses what it does not know (contract 14). */
const changeInput: InputSpec = {
  rules: { name: "string|max:255", description: "string|max:255", private_key: "required|string" },
  wording: "custom",
};
const createInput: InputSpec = { ...changeInput, unknown: "ignore" };

const BUSY = "This private key is currently being used by servers, applications, or Git integrations.";

export const keysNoun: Noun = {
  name: "keys",
  tables: [privateKeys],
  actions: {
    "GET /security/keys": (call) =>
      ok(
        call.world
          .of(privateKeys)
          .where("team_id", call.team)
          .map((key) => shown(call, key)),
      ),
    "POST /security/keys": gated(create),
    "GET /security/keys/{uuid}": (call) => ok(shown(call, keyOf(call))),
    "PATCH /security/keys/{uuid}": gated(change),
    "DELETE /security/keys/{uuid}": remove,
  },
  seed: seedKeys,
};

const shown = (call: Call, key: PrivateKeyRow): object => hide(key, call.sensitive, "privateKey");

function create(call: Call): Answer {
  const { name, description, private_key } = validated(call, createInput);
  const sent = String(private_key);
  const text = sent.startsWith("-----BEGIN") ? sent : Buffer.from(sent, "base64").toString("latin1");
  const derived = derivedKey(text);
  if (!derived) return message("Invalid private key.", 422);
  if (holderOf(call, derived)) return message("Private key already exists.", 422);
  const key = call.world.of(privateKeys).insert({
    ...derived,
    name: safeText(name) || `key-${randomText(12)}`,
    description: safeText(description) || "Created by Coolify via API",
    private_key: storedKey(text),
    team_id: call.team,
  });
  return created({ uuid: key.uuid });
}

/** The model speaks here, in the framework's shape (contract 1.5). */
function change(call: Call): Answer {
  const input = validated(call, changeInput);
  const key = keyOf(call);
  const text = String(input.private_key);
  const derived = derivedKey(text);
  if (!derived) throw frameworkInvalid({ private_key: ["The private key is invalid."] });
  if (holderOf(call, derived, key)) throw frameworkInvalid({ private_key: ["This private key already exists."] });
  call.world.of(privateKeys).update(key, {
    ...derived,
    private_key: storedKey(text),
    ...("name" in input ? { name: safeText(input.name) } : {}),
    ...("description" in input ? { description: safeText(input.description) } : {}),
  });
  return created({ uuid: key.uuid });
}

function remove(call: Call): Answer {
  if (!shadowed(call, "uuid")) throw refusal(422, "UUID is required.");
  const key = keyOf(call);
  if (isInUse(call.world, key)) throw refusal(422, "Private Key is in use and cannot be deleted.", { details: BUSY });
  call.world.of(privateKeys).remove(key);
  return message("Private Key deleted.");
}

/** Another key of the team with the same fingerprint (contract 1.8). */
function holderOf(call: Call, { fingerprint }: DerivedKey, except?: PrivateKeyRow): PrivateKeyRow | undefined {
  return call.world
    .of(privateKeys)
    .where("team_id", call.team)
    .find((key) => key.fingerprint === fingerprint && key !== except);
}

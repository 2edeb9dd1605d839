import { type Answer, created, invalid, refusal } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import type { Bag } from "../http/normalise.ts";
import { placeOf, requireEnvironmentNamed } from "../placement/place.ts";
import { fromBase64 } from "../services/composeText.ts";
import { persistentStorages } from "../storages/tables.ts";
import { attachTags, wishedTags } from "../tags/attach.ts";
import { validated } from "../validation/validate.ts";
import { addVariable } from "../variables/own.ts";
import { newUuid, randomText, sqlTime } from "../world/identity.ts";
import { ownerKey } from "../world/table.ts";
import type { World } from "../world/world.ts";
import { commonFields, storedColumns } from "./columns.ts";
import { type Engine, engineSpec, mountPath } from "./engines.ts";
import { anyEngineInput, createInput } from "./input.ts";
import { isPortTaken } from "./lookup.ts";
import { queueStart } from "./run.ts";
import { type DatabaseRow, databases } from "./tables.ts";
import { externalUrl, internalUrl } from "./urls.ts";

const PORTS = { least: 1024, most: 65535 };
const PASSWORD_LENGTH = 64;
const NO_ENVIRONMENT = refusal(422, "You need to provide a valid environment_name or environment_uuid.");

/** POST /databases/{engine}; the checks come in the order of contract 12.1. */
export const createAs = (engine: Engine) => gated((call: Call): Answer => create(call, engine));

function create(call: Call, engine: Engine): Answer {
  validated(call, anyEngineInput);
  requireEnvironmentNamed(call.input);
  const input: Bag = { ...call.input };
  if (isWished(input.is_public) && !isWished(input.public_port)) input.is_public = false;
  const place = placeOf(call, NO_ENVIRONMENT);
  if (isWished(input.is_public) && "public_port" in input && isPortTaken(call.world, place.server, input.public_port)) {
    throw refusal(400, "Public port already used by another database.");
  }
  const tags = wishedTags(input.tags === null ? {} : input);
  requirePortInRange(input.public_port);
  validated({ ...call, input }, createInput(engine));
  const columns = storedColumns(decodedConf(engine, input), fieldsOf(engine));
  const database = insert(call.world, engine, {
    ...columns,
    environment_id: place.environment.id,
    destination_id: place.destination.id,
  });
  if (engine === "redis") addRedisVariables(call.world, database, input.redis_password);
  attachTags(call.world, call.team, ownerKey(databases.name, database), tags);
  if (isWished(input.instant_deploy)) queueStart(call.world, database);
  return created(answerOf(call.world, database));
}

/** PHP's `if ($value)`. */
const isWished = (value: unknown): boolean => Boolean(value) && value !== "0";

/** What is stored as a column; the password of a redis is a variable. */
const fieldsOf = (engine: Engine): string[] => [
  ...commonFields,
  ...Object.keys(engineSpec(engine).fields).filter((field) => field !== "redis_password"),
];

function requirePortInRange(port: unknown): void {
  if (!isWished(port) || (Number(port) >= PORTS.least && Number(port) <= PORTS.most)) return;
  throw invalid({ public_port: `The public port should be between ${PORTS.least} and ${PORTS.most}.` });
}

/** The input with the configuration file decoded. @throws Refusal 422 */
export function decodedConf(engine: Engine, input: Bag): Bag {
  const { conf } = engineSpec(engine);
  if (conf === undefined || !Object.hasOwn(input, conf)) return input;
  const bytes = fromBase64(input[conf]);
  if (!bytes) throw invalid({ [conf]: `The ${conf} should be base64 encoded.` });
  return { ...input, [conf]: bytes.toString("utf8") };
}

/** A new database with the passwords, the number and the volumes that it starts with. */
export function insert(world: World, engine: Engine, columns: Partial<DatabaseRow>): DatabaseRow {
  const spec = engineSpec(engine);
  const uuid = columns.uuid ?? newUuid();
  const given = Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined));
  const last = Math.max(
    0,
    ...world
      .of(databases)
      .where("engine", engine)
      .map((row) => row.engine_id),
  );
  const database = world.of(databases).insert({
    name: `${engine}-database-${uuid}`,
    image: spec.image,
    last_online_at: sqlTime(world.now()),
    ...spec.columns,
    ...Object.fromEntries(spec.passwords.map((column) => [column, randomText(PASSWORD_LENGTH)])),
    ...given,
    uuid,
    engine,
    engine_id: last + 1,
  });
  for (const [name, path] of Object.entries(spec.volumes)) {
    const mount_path = mountPath(engine, path, database.image);
    world.of(persistentStorages).insert({ owner: ownerKey(databases.name, database), name: `${name}${uuid}`, mount_path });
  }
  return database;
}

function addRedisVariables(world: World, database: DatabaseRow, password: unknown): void {
  const owner = ownerKey(databases.name, database);
  addVariable(world, owner, { key: "REDIS_PASSWORD", value: typeof password === "string" ? password : randomText(PASSWORD_LENGTH) });
  addVariable(world, owner, { key: "REDIS_USERNAME", value: "default" });
}

function answerOf(world: World, database: DatabaseRow): object {
  const { uuid, engine } = database;
  if (engineSpec(engine).answersUuidOnly) return { uuid };
  const external = externalUrl(world, database);
  return { uuid, internal_db_url: internalUrl(world, database), ...(external === null ? {} : { external_db_url: external }) };
}

import { without } from "../access/hidden.ts";
import { type Answer, ok } from "../http/answer.ts";
import { type Call, gated } from "../http/call.ts";
import type { Action, Noun } from "../noun.ts";
import { validated } from "../validation/validate.ts";
import { type Channel, channels, rulesOf, startOf } from "./channels.ts";
import { changeInstanceEmail, showInstanceEmail } from "./instanceEmail.ts";
import { storedValues } from "./smtp.ts";
import { instanceEmail, type NotificationRow, notificationSettings } from "./tables.ts";

const SINCE = { smtp_ehlo_domain: "4.3.10" };
const NAMES = Object.keys(channels) as Channel[];

/** How teams are told, one path a channel, and how the installation sends mail. */
export const notificationsNoun: Noun = {
  name: "notifications",
  tables: [notificationSettings, instanceEmail],
  actions: {
    ...Object.fromEntries(
      NAMES.flatMap((channel): [string, Action][] => [
        [`GET /notifications/${channel}`, (call) => show(call, channel)],
        [`PATCH /notifications/${channel}`, gated((call) => change(call, channel))],
      ]),
    ),
    "GET /settings/email": showInstanceEmail,
    "PATCH /settings/email": changeInstanceEmail,
  },
};

function show(call: Call, channel: Channel): Answer {
  const { id, team_id, values } = settingsOf(call, channel);
  const secret: ReadonlySet<string> = new Set(channels[channel].secret);
  return ok({ id, team_id, ...(call.sensitive ? values : without(values, secret)) });
}

/** Reads the body alone (contract 15). */
function change(call: Call, channel: Channel): Answer {
  const rules = rulesOf(call, channel);
  const input = validated({ ...call, input: call.fromBody }, { rules, wording: "custom", since: SINCE });
  const settings = settingsOf(call, channel);
  call.world.of(notificationSettings).update(settings, { values: { ...settings.values, ...storedValues(input, rules) } });
  return show(call, channel);
}

/** Every team has settings from the start. */
function settingsOf({ world, team }: Call, channel: Channel): NotificationRow {
  const table = world.of(notificationSettings);
  const own = table.where("team_id", team).find((row) => row.channel === channel);
  return own ?? table.insert({ team_id: team, channel, values: startOf(channel) });
}

import { describe, expect, test } from "@jest/globals";
import { allowed } from "../../../../providers/coolify/allowed/index.ts";
import { requireFields } from "../../../../providers/coolify/engine/since.ts";
import { chosen, type Route } from "../../../../providers/coolify/kind.ts";
import { notificationChannel } from "../../../../providers/coolify/kinds/notificationChannel.ts";
import type { Properties } from "../../../../providers/coolify/values.ts";
import { declared } from "./declared.ts";

const CHANNELS: Properties[] = [
  { type: "email", smtp: true, smtpHost: "smtp.example.com", smtpPassword: "shh", recipients: ["a@example.com", "b@example.com"] },
  { type: "discord", webhookUrl: "https://discord.com/api/webhooks/1/x" },
  { type: "slack", webhookUrl: "https://hooks.slack.com/services/1" },
  { type: "telegram", token: "1:x", chatId: "-1", threads: { backupFailure: "7" } },
  { type: "pushover", userKey: "u", apiToken: "t" },
  { type: "webhook", url: "https://hooks.example.com/1" },
];
const { kind, inputs, wire, read } = declared(notificationChannel, { channel: CHANNELS[0] });

describe.each(CHANNELS.map((channel) => [String(channel.type), channel] as const))("%s", (type, channel) => {
  const route = `PATCH /notifications/${type}`;

  test("sends what Coolify accepts, and everything but what young versions alone know", () => {
    const { method, path } = chosen(kind.routes.update as Route, inputs({ channel })) as Route;
    expect(`${method} ${path}`).toBe(route);
    expect(Object.keys(wire({ channel })).sort()).toEqual([...(allowed[route] ?? [])].filter((key) => key !== "smtp_ehlo_domain").sort());
  });

  test("what is sent is read, and what is hidden stays as state has it", () => {
    expect(read(wire({ channel }), { channel })).toEqual(inputs({ channel }));
    const open = Object.fromEntries(Object.entries(wire({ channel })).filter(([key]) => /_(enabled|notifications)$|_settings$/.test(key)));
    expect(read(open, { channel })).toEqual(inputs({ channel }));
  });

  test("is switched off when it is removed", () => {
    const off = kind.whenRemoved?.(inputs({ channel })) ?? {};
    expect(Object.keys(off).filter((key) => !allowed[route]?.includes(key))).toEqual([]);
    expect(new Set(Object.values(off))).toEqual(new Set([false]));
  });
});

test("16.4.15: a field that this Coolify lacks is named before anything is sent", () => {
  const channel = { ...CHANNELS[0], smtpEhloDomain: "coolify.example.com" };
  expect(wire({ channel }).smtp_ehlo_domain).toBe("coolify.example.com");
  expect(() => requireFields(kind, inputs({ channel }), "4.3.9")).toThrow(/smtpEhloDomain needs Coolify 4.3.10/);
  expect(() => requireFields(kind, inputs({ channel }), "4.3.10")).not.toThrow();
});

test("recipients are one text", () => {
  expect(wire().smtp_recipients).toBe("a@example.com,b@example.com");
  expect(wire({ channel: { type: "email" } }).smtp_recipients).toBeNull();
});

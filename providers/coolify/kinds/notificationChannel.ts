import { z } from "zod";
import { Connection } from "../fields.ts";
import { defineKind, get, patch } from "../kind.ts";
import { Channel, Events } from "./notificationChannelFields.ts";
import { channelFromWire, channelOff, channelToWire } from "./notificationChannelWire.ts";

/**
 * One of the six ways in which Coolify tells the team what happens. Every team has each of them once from the start, so that it is
 * neither made nor deleted: removing it from the program switches it off.
 */
export const notificationChannel = defineKind({
  type: "NotificationChannel",
  doc: "How Coolify tells the team what happens: by email, Discord, Slack, Telegram, Pushover or a webhook. One of each in a team.",
  input: z.strictObject({
    coolify: Connection,
    channel: Channel.describe("The channel and what it needs. A text that is left out is cleared.").meta({
      examples: [
        { type: "discord", enabled: true, webhookUrl: "https://discord.com/api/webhooks/1/example" },
        { type: "discord", enabled: false, webhookUrl: "https://discord.com/api/webhooks/2/example" },
      ],
    }),
    events: Events.prefault({}).describe("What is told."),
  }),
  example: {
    channel: { type: "discord", enabled: true, webhookUrl: "https://discord.com/api/webhooks/1/example" },
    events: { statusChange: true },
  },
  routes: {
    read: ({ channel }) => get(`/notifications/${channel.type}`),
    update: ({ channel }) => patch(`/notifications/${channel.type}`),
  },
  idOf: ({ channel }) => channel.type,
  createKeys: [],
  replaceOn: ["channel.type"],
  toWire: channelToWire,
  fromWire: channelFromWire,
  whenRemoved: ({ channel }) => channelOff(channel.type),
  exempt: {
    gone: "contract 15: every team has every channel from the start",
    adopt: "contract 15: every team has every channel from the start",
    destroy: "contract 15: it stays, switched off",
  },
});

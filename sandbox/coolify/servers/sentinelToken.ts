/**
 * The agent's token of servers whose document names none: encrypted, as Coolify shows it, and of no use to anybody.
 * It belongs to the world of the recordings, whose world.json leaves it out while two of its answers show it.
 */
export const SEEDED_SENTINEL_TOKEN = [
  "eyJpdiI6ImRBVXFMcllVaE10N0hQYXNQTmhWeHc9PSIsInZhbHVlIjoickcyb1dtMTltY1pTd1VFMlpCQ0Iza0plcll6ZUly",
  "MEdNM2ZLTnhkeGNhMTF6VmJZR0xnYWJhL1RhRU1abUp6VDM4djhTT2dDY0tHV3BjL2EzSlo1Qmc9PSIsIm1hYyI6ImZhYjAx",
  "MTVlMjJjNjM1MDFhZDdiMGQ2YTQxYmY1ZDg0NzYwMTY3ZDM1NmMzOTI1MDk4YTQ4MDNkNWY5N2VkMjEiLCJ0YWciOiIifQ==",
].join("");

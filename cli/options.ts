/** Every command takes these. */
export const GLOBAL_OPTIONS: Record<string, string> = {
  "--json": "one JSON document on stdout, for other programs",
  "--color": "colour even where the output is no terminal",
  "--no-color": "no colour (also: NO_COLOR)",
};

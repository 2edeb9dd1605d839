/** Traps that nobody can step into through our kinds, and why. Everything else has a test that names it. */
export const impossible: Readonly<Record<string, string>> = {};

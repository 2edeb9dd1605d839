// Jest runs the TypeScript as CommonJS (decision 8): quick and stable, so nothing that Jest loads uses import.meta.
/** Packages that ship ES modules only, as regular expressions. Whoever is not here is loaded as it is. */
const MODULES = [
  "commander",
  "@clack/[a-z]+",
  "log-update",
  "(fast|cli|slice|wrap|strip|restore|ansi|get|string)-[a-z-]+", // what the two above bring to draw on a terminal
  "is-fullwidth-code-point",
  "environment",
  "onetime",
  "mimic-function",
  "sisteransi",
];

export default {
  testEnvironment: "node",
  // The tests through the real CLI wait for processes more than they compute, so that both processors of a small machine are used.
  maxWorkers: 2,
  // A guard against hanging, no measure of speed: many tests start processes, and the machine may be busy with others.
  testTimeout: 30_000,
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  // What is longer has commands of its own: `npm run long`, `npm run chaos`.
  testPathIgnorePatterns: ["<rootDir>/test/chaos/", "\\.long\\.test\\.ts$"],
  transform: {
    "^.+\\.(ts|m?js)$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2024" }, module: { type: "commonjs" } }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${MODULES.join("|")})/)`, "/.tools/"],
  modulePathIgnorePatterns: ["<rootDir>/.tools/", "<rootDir>/.pf/"],
  coverageProvider: "v8",
};

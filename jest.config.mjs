// Jest runs the TypeScript as CommonJS (decision 8): quick and stable, so nothing that Jest loads uses import.meta.
export default {
  testEnvironment: "node",
  // The tests through the real CLI wait for processes more than they compute, so that both processors of a small machine are used.
  maxWorkers: 2,
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["<rootDir>/test/chaos/"],
  transform: {
    "^.+\\.(ts|m?js)$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2024" }, module: { type: "commonjs" } }],
  },
  // Packages that ship ES modules only.
  transformIgnorePatterns: ["/node_modules/(?!(commander|@clack/[a-z]+|fast-(string|wrap)-[a-z-]+|sisteransi)/)", "/.tools/"],
  modulePathIgnorePatterns: ["<rootDir>/.tools/", "<rootDir>/.pf/"],
  coverageProvider: "v8",
};

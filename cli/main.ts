import path from "node:path";
import { fileURLToPath } from "node:url";
import { createContext } from "../verbs/context.ts";
import { EXIT } from "../verbs/failure.ts";
import { main } from "./program.ts";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));

process.exitCode = await main(process.argv.slice(2), createContext(root, process.env));
// A question that Coolify has not answered would hold the process up after Ctrl-C.
if (process.exitCode === EXIT.interrupted) process.exit();

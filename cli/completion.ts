import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Context } from "../verbs/context.ts";
import type { CommandGroup, CommandSpec } from "./call.ts";
import { GLOBAL_OPTIONS } from "./options.ts";

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof SHELLS)[number];

/** What may stand behind the words so far. */
interface Line {
  /** `config explain`; empty for the program itself. */
  words: string;
  candidates: { text: string; summary: string }[];
}

/** The script that a shell reads. It holds all words itself, so that completing asks nobody and takes no time. */
export function completionText(shell: Shell, commands: readonly (CommandSpec | CommandGroup)[], context: Context): string {
  const lines = linesOf(commands, stacksOn(context));
  return { bash, zsh, fish }[shell](lines);
}

function linesOf(commands: readonly (CommandSpec | CommandGroup)[], stacks: string[], before: string[] = []): Line[] {
  const here = { words: before.join(" "), candidates: commands.map(({ name, summary }) => ({ text: name, summary })) };
  return [
    here,
    ...commands.flatMap((command) =>
      "commands" in command ? linesOf(command.commands, stacks, [...before, command.name]) : lineOf(command, stacks, before),
    ),
  ];
}

function lineOf({ name, words = {}, options = {}, passThrough }: CommandSpec, stacks: string[], before: string[]): Line[] {
  const named = Object.keys(words).some((usage) => /^[<[]stack/.test(usage)) ? stacks : [];
  const flags = Object.entries(passThrough ? options : { ...options, ...GLOBAL_OPTIONS });
  return [
    {
      words: [...before, name].join(" "),
      candidates: [
        ...named.map((text) => ({ text, summary: "stack" })),
        ...flags.map(([usage, summary]) => ({ text: usage.split(/[ ,]/)[0] ?? usage, summary })),
      ],
    },
  ];
}

/** Stacks by the names of their files: a configuration that is wrong completes as well. */
function stacksOn({ config }: Context): string[] {
  const stems = (folder: string, ending: string) =>
    existsSync(path.join(config, folder))
      ? readdirSync(path.join(config, folder)).flatMap((name) => (name.endsWith(ending) ? [name.slice(0, -ending.length)] : []))
      : [];
  return [
    ...stems("instances", ".instance.yaml"),
    ...stems("white-labels", ".white-label.yaml"),
    ...(existsSync(path.join(config, "platform.yaml")) ? ["platform"] : []),
  ].sort();
}

/** In single quotes nothing is special to any of the three but the quote itself. */
const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

const bash = (lines: Line[]) => `_pf() {
  local words="" word index
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    case "$word" in -*) ;; *) words="\${words:+$words }$word" ;; esac
  done
  local candidates=""
  while :; do
    case "$words" in
${lines.map(({ words, candidates }) => `      ${quoted(words)}) candidates=${quoted(candidates.map(({ text }) => text).join(" "))}; break ;;`).join("\n")}
    esac
    [ -n "$words" ] || break
    case "$words" in *" "*) words="\${words% *}" ;; *) break ;; esac
  done
  COMPREPLY=($(compgen -W "$candidates" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _pf pf ./pf`;

const zsh = (lines: Line[]) => `#compdef pf
_pf() {
  local said="" word
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$word" in -*) ;; *) said="\${said:+$said }$word" ;; esac
  done
  local -a candidates
  while :; do
    case "$said" in
${lines
  .map(
    ({ words, candidates }) =>
      `      ${quoted(words)}) candidates=(${candidates.map(({ text, summary }) => quoted(`${text.replaceAll(":", "\\:")}:${summary}`)).join(" ")}); break ;;`,
  )
  .join("\n")}
    esac
    [ -n "$said" ] || break
    case "$said" in *" "*) said="\${said% *}" ;; *) break ;; esac
  done
  _describe 'pf' candidates
}
compdef _pf pf`;

const fish = (lines: Line[]) => `function __pf_said
  set -l said
  for word in (commandline -opc)[2..-1]
    string match -q -- '-*' $word; or set -a said $word
  end
  set -l wanted $argv[1]
  set -l line (string join ' ' -- $said)
  test "$line" = "$wanted"; or begin; test -n "$wanted"; and string match -q -- "$wanted *" "$line"; end
end
complete -c pf -f
${lines
  .flatMap(({ words, candidates }) =>
    candidates.map(
      ({ text, summary }) =>
        `complete -c pf -n ${fishQuoted(`__pf_said ${fishQuoted(words)}`)} -a ${fishQuoted(text)} -d ${fishQuoted(summary)}`,
    ),
  )
  .join("\n")}`;

/** fish knows \\' inside single quotes, the others do not. */
const fishQuoted = (text: string) => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

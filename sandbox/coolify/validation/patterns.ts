/** Patterns that rules name as `regex:name` (ValidationPatterns, contract 3 and 4). Line breaks count as space. */
export const patterns: Readonly<Record<string, RegExp>> = {
  name: /^[\p{L}\p{M}\p{N}\s\-_.@/&()#,:+]+$/u,
  description: /^[\p{L}\p{M}\p{N}\s\-_.,!?()'"+=*/@&]+$/u,
};

/** Patterns that rules name as `regex:name` (ValidationPatterns, contract 3 and 4). Line breaks count as space. */
export const patterns: Readonly<Record<string, RegExp>> = {
  name: /^[\p{L}\p{M}\p{N}\s\-_.@/&()#,:+]+$/u,
  description: /^[\p{L}\p{M}\p{N}\s\-_.,!?()'"+=*/@&]+$/u,
  gitCommit: /^[a-zA-Z0-9][a-zA-Z0-9._\-/]*$/,
  portList: /^(\d+)(,\d+)*$/,
  portMappings: /^(\d+:\d+)(,\d+:\d+)*$/,
  filePath: /^\/[a-zA-Z0-9._\-/~@+]+$/,
  directoryPath: /^\/([a-zA-Z0-9._\-/~@+]*)?$/,
  plainName: /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/,
  // One class of whole words instead of PCRE's nested repeat: the same texts, and no slow failure.
  shellSafe: /^(?:[ \t]|&&|\|\||"[^"$`\\\n\r]*"|'[^'\n\r]*'|[a-zA-Z0-9._\-/=:@,+[\]{}#%^~*?!])+$/,
  databaseIdentifier: /^[A-Za-z_][A-Za-z0-9_]{0,62}$/,
  databasePassword: /^[A-Za-z0-9!@#%^*()_+\-=[\]{}:,.?/~]+$/,
  sentinelToken: /^[a-zA-Z0-9._\-+=/]+$/,
  githubOrganization: /^[^\s/?#]+$/,
  serverUser: /^[a-zA-Z0-9._-]+$/,
  imageName:
    /^(?=.{1,255}$)(?:(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]+)?\/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)(?:@sha256)?$/,
  imageTag: /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/,
  healthCommand: /^[a-zA-Z0-9 \-_./:=@,+]+$/,
  healthPath: /^[a-zA-Z0-9/\-_.~%,;]+$/,
  healthHost: /^[a-zA-Z0-9.\-_]+$/,
};

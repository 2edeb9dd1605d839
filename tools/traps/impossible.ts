/** Traps that nobody can step into through our kinds, and why. Everything else has a test that names it. */
export const impossible: Readonly<Record<string, string>> = {
  T7: "no kind sends custom_labels; the labels are Coolify's",
  R8: "no kind sends docker_compose_raw to an application: its compose file comes from git, where create would drop the text (contract 4.1)",
  R12: "no kind sends instant_deploy: to make a database and to start it are two things",
  R21: "no kind sends custom_labels, as in T7",
};

/** One stage of a Dockerfile: its name, what it builds on, and its instructions. */
export interface DockerStage {
  name: string;
  from: string;
  instructions: Array<{ keyword: string; text: string }>;
}

/** Reads the stages of a Dockerfile whose every stage has a name. */
export function parseDockerfile(text: string): DockerStage[] {
  const stages: DockerStage[] = [];
  for (const line of text.replaceAll("\\\n", " ").split("\n")) {
    const [, keyword, rest = ""] = /^([A-Z]+)\s+(.+)$/.exec(line) ?? [];
    if (!keyword) continue;
    const [, from, name] = keyword === "FROM" ? (/^(\S+) AS (\S+)$/.exec(rest) ?? []) : [];
    if (from && name) stages.push({ name, from, instructions: [] });
    else stages.at(-1)?.instructions.push({ keyword, text: rest });
  }
  return stages;
}

/** The instructions that make up a stage, those of the stages it builds on first. */
export function inheritedInstructions(
  stages: readonly DockerStage[],
  name: string,
): DockerStage["instructions"] {
  const stage = stages.find((one) => one.name === name);
  return stage ? [...inheritedInstructions(stages, stage.from), ...stage.instructions] : [];
}

import { ESLint, type Linter } from "eslint";
import tseslint from "typescript-eslint";

// The checkout's own configuration. Rules that need types are left out: loading them takes half a minute, and none is tested here.
const eslint = new ESLint({
  cwd: process.cwd(),
  overrideConfig: tseslint.configs.disableTypeChecked as Linter.Config,
});

export interface Refusal {
  rule: string;
  line: number;
}

/** What is refused of `code` when it stands in `file` (which must exist: its place in the tree is what counts). */
export async function refusals(file: string, code: string): Promise<Refusal[]> {
  const [result] = await eslint.lintText(code, { filePath: file });
  const messages = result?.messages ?? [];
  const broken = messages.find((message) => message.fatal);
  if (broken) throw new Error(`${file} could not be linted: ${broken.message}`);
  return messages
    .filter((message) => message.severity === 2)
    .map(({ ruleId, line }) => ({ rule: ruleId ?? "none", line }));
}

/** The rules that refuse `code` in `file`. */
export async function refusingRules(file: string, code: string): Promise<string[]> {
  return (await refusals(file, code)).map((refusal) => refusal.rule);
}

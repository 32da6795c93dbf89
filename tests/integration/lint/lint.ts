import { ESLint } from "eslint";

const eslint = new ESLint({ cwd: process.cwd() });

export interface Refusal {
  rule: string;
  line: number;
}

/** Returns the errors for `code` as the content of `file`, which must exist. */
export async function refusals(file: string, code: string): Promise<Refusal[]> {
  const [result] = await eslint.lintText(code, { filePath: file });
  const messages = result?.messages ?? [];
  const broken = messages.find((message) => message.fatal);
  if (broken) throw new Error(`${file} could not be linted: ${broken.message}`);
  return messages
    .filter((message) => message.severity === 2)
    .map(({ ruleId, line }) => ({ rule: ruleId ?? "none", line }));
}

export async function refusingRules(file: string, code: string): Promise<string[]> {
  return (await refusals(file, code)).map((refusal) => refusal.rule);
}

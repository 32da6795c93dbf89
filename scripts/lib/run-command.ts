import { ROOT } from "./root";
import { startSupervisedProcess, type SupervisedProcess } from "./supervised-process";

export interface CommandResult {
  code: number;
  output: string;
}

const running = new Set<SupervisedProcess>();

export async function runCommand(
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<CommandResult> {
  const child = startSupervisedProcess({
    command: program,
    args,
    cwd: ROOT,
    env,
    signal: "SIGTERM",
    killAfterMs: 10_000,
    output: "pipe",
  });
  running.add(child);
  let output = "";
  for (const stream of [child.process.stdout, child.process.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const code = await child.ended;
  running.delete(child);
  return { code, output };
}

export async function stopCommands(): Promise<void> {
  await Promise.all([...running].map((child) => child.stop()));
}

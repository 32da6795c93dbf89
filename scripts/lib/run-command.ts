import { ROOT } from "./root";
import { startSupervisedProcess, type SupervisedProcess } from "./supervised-process";

export interface Ran {
  code: number;
  output: string;
}

const running = new Set<SupervisedProcess>();

/** Runs a command of the checkout to its end, without input, and keeps what it says. */
export async function runCommand(
  program: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Ran> {
  const tethered = startSupervisedProcess({
    command: program,
    args,
    cwd: ROOT,
    env,
    signal: "SIGTERM",
    patienceMs: 10_000,
    output: "pipe",
  });
  running.add(tethered);
  let output = "";
  for (const stream of [tethered.process.stdout, tethered.process.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const code = await tethered.ended;
  running.delete(tethered);
  return { code, output };
}

/** Ends whatever commands still run. */
export async function stopCommands(): Promise<void> {
  await Promise.all([...running].map((tethered) => tethered.stop()));
}

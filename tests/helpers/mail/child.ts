import { fork } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

const ROOT = path.join(import.meta.dirname, "../../..");

/** Another process that delivers mail, with the database and mail server of this environment. */
export interface MailChild {
  /** Resolves with its report, or with "killed". */
  deliver(): Promise<unknown>;
  kill(): Promise<void>;
  /** Ends it. Returns everything that it has logged. */
  end(): Promise<string>;
}

export async function startMailChild(): Promise<MailChild> {
  const child = fork(path.join(ROOT, "tests/helpers/mail/process.ts"), [], {
    cwd: ROOT,
    execArgv: ["--import", "tsx"],
    env: { ...process.env, LOG_LEVEL: "debug" },
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  });
  let logged = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (logged += text));
  const ended = once(child, "exit").then(() => "killed");
  await Promise.race([once(child, "message"), ended]);
  return {
    deliver() {
      const answered = once(child, "message").then(([report]) => report as unknown);
      child.send("deliver");
      return Promise.race([answered, ended]);
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
    async end() {
      if (child.connected) child.disconnect();
      await ended;
      return logged;
    },
  };
}

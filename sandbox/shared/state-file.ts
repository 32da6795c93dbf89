import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";

const SAVE_AFTER_MS = 150;

/**
 * Keeps a value in a JSON file. A change is on disk at most a quarter of a second later; the file is replaced
 * as a whole, so a killed process leaves the state before or after a change and never half of it.
 */
export class StateFile {
  #timer: NodeJS.Timeout | undefined;
  #saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly path: string | undefined,
    private readonly value: () => unknown,
  ) {}

  /** Says that the value changed. */
  touch(): void {
    if (this.path === undefined || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#queue().catch((error: unknown) => {
        process.stderr.write(
          `Sandbox state not saved: ${error instanceof Error ? error.message : String(error)}\n`,
        );
      });
    }, SAVE_AFTER_MS);
  }

  /** Saves now; rejects when that fails. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#queue();
  }

  #queue(): Promise<void> {
    const next = this.#saving.catch(() => undefined).then(() => this.#write());
    this.#saving = next;
    return next;
  }

  async #write(): Promise<void> {
    if (this.path === undefined) return;
    const temporary = `${this.path}.${process.pid}.tmp`;
    await mkdir(dirname(this.path), { recursive: true });
    try {
      const file = await open(temporary, "w", 0o600);
      try {
        await file.writeFile(JSON.stringify(this.value()));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(temporary, this.path);
    } catch (error) {
      await rm(temporary, { force: true });
      throw error;
    }
  }
}

/** The saved value, or undefined when there is no file yet. Throws a sentence for people when it cannot be read. */
export async function readState(path: string | undefined): Promise<unknown> {
  if (path === undefined) return undefined;
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw new Error(
      `The sandbox state ${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error(unusableState(path, "it is not JSON"));
  }
}

export function unusableState(path: string, why: string): string {
  return `The sandbox state ${path} is damaged (${why}). Delete that file to begin anew.`;
}

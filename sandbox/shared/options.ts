/** Options of a sandbox. All have defaults; none is read from the environment. */
export interface SandboxOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  /** Default 127.0.0.1. Bound to anything but loopback, the controls and the page refuse. */
  host?: string;
  /** A file that keeps the state over restarts. Without it everything lives in memory. */
  statePath?: string;
  /**
   * What a sandbox without saved state begins with: the demo's tickets, the same accounts without tickets,
   * those with one account of so many short tickets, or all accounts as they are before the timeline's first act.
   */
  seed?: SandboxSeed;
  now?: () => Date;
  /** When set, somebody of the provider's staff answers so many milliseconds after a ticket or a reply was filed. */
  answerAfterMs?: [number, number] | null;
  /** Upsun: how long an access token lives. Default 900. */
  tokenLifetimeS?: number;
  /** Requests one credential may send within a window. The default is high enough never to be met by accident. */
  rateLimit?: { limit: number; windowS: number };
}

export type SandboxSeed = "demo" | "empty-accounts" | "timeline" | { tickets: number };

/** A sandbox that is listening. */
export interface RunningSandbox<Control> {
  /** Origin, without a trailing slash. The page for people is here. */
  url: string;
  /** The API address for clients. */
  apiUrl: string;
  port: number;
  control: Control;
  /** Writes the state and closes every socket. Resolves when the port is free. */
  stop(): Promise<void>;
}

/** The largest body of a server action. next.config.mjs gives Next the same limit. */
export const ACTION_BYTES = 1024 * 1024;

/** The middleware's answer to a larger one. */
export const TOO_LARGE = "too_large";

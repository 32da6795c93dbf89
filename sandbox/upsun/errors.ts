/** A refusal that a handler throws. What it looks like depends on the service behind the gateway that refuses. */
export class UpsunRefusal extends Error {
  constructor(
    readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 413 | 422 | 429 | 500,
    message: string,
    /** The OAuth error, where there is one. */
    readonly error?: string,
  ) {
    super(message);
  }
}

/** RFC 9470: the token is good, but this resource asks for a stronger sign-in. */
export class StepUp extends UpsunRefusal {
  readonly amr = ["mfa"];
  readonly maxAge = 3600;

  constructor() {
    super(
      401,
      "This organization requires multi-factor authentication.",
      "insufficient_user_authentication",
    );
  }
}

export interface FailureBody {
  contentType: string;
  body: string;
}

/** The four shapes that the gateway's services use, by the path that was asked. */
export function failureBody(
  path: string,
  status: number,
  message: string,
  error?: string,
): FailureBody {
  if (path.startsWith("/oauth2") || status === 401) {
    return json({
      error: error ?? (status === 401 ? "invalid_token" : "invalid_request"),
      error_description: message,
    });
  }
  if (path.startsWith("/tickets") || path.startsWith("/comments"))
    return json({ message, code: status });
  if (path.startsWith("/organizations") || path.endsWith("/organizations")) {
    return json(
      {
        type: "about:blank",
        title: TITLES[status] ?? "Error",
        status,
        detail: message,
        error: message,
      },
      "application/problem+json",
    );
  }
  return json({ error: message });
}

const TITLES: Readonly<Record<number, string>> = {
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

function json(value: unknown, contentType = "application/json"): FailureBody {
  return { contentType, body: JSON.stringify(value) };
}

import type { z } from "zod";

export interface FieldError {
  pointer: string;
  detail: string;
  code: string;
}

type Target = "json" | "form" | "query" | "param" | (string & {});

/** Names each offending field: a JSON Pointer into the body, or `?name` for a query parameter. */
export function fieldErrors(
  issues: readonly z.core.$ZodIssue[],
  sent: unknown,
  target: Target,
): FieldError[] {
  return issues.flatMap((issue) => {
    if (issue.code === "unrecognized_keys") {
      return issue.keys.map((key) => {
        const pointer = pointerTo([...issue.path, key], target);
        return {
          pointer,
          detail: `${pointer} is not a known ${target === "query" ? "parameter" : "field"}.`,
          code: "unknown_field",
        };
      });
    }
    const pointer = pointerTo(issue.path, target);
    if (valueAt(sent, issue.path) === undefined)
      return [{ pointer, detail: `${pointer} is required.`, code: "missing_required" }];
    return [{ pointer, detail: `${pointer}: ${issue.message}`, code: codeOf(issue) }];
  });
}

function codeOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "custom" && typeof issue.params?.code === "string") return issue.params.code;
  if (issue.code === "too_small" || issue.code === "too_big")
    return issue.code === "too_small" ? "too_short" : "too_long";
  return issue.code === "invalid_type" ? "invalid_type" : "invalid_value";
}

function pointerTo(path: readonly PropertyKey[], target: Target): string {
  if (target === "query") return `?${path.map(String).join(".")}`;
  return path
    .map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`)
    .join("");
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === "object" && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    value,
  );
}

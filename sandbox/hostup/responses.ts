import type { z } from "@hono/zod-openapi";

import { problemAnswer } from "./answers";

const PROBLEMS = {
  400: "Invalid request.",
  401: "Authentication is required.",
  403: "The caller lacks a required scope or does not own the resource.",
  404: "The resource does not exist or is not owned by the caller.",
  409: "The state of the resource does not allow it.",
  429: "Rate limited.",
  500: "Internal error.",
} as const;

/** Describes an operation: its successful answer; every failure is a problem document. */
export function answers<S extends 200 | 201, T extends z.ZodType>(
  status: S,
  description: string,
  schema: T,
) {
  const good = { [status]: { description, content: { "application/json": { schema } } } } as Record<
    S,
    { description: string; content: { "application/json": { schema: T } } }
  >;
  return { ...good, ...problems };
}

type Problem = {
  description: string;
  content: { "application/problem+json": { schema: typeof problemAnswer } };
};

export const problems = Object.fromEntries(
  Object.entries(PROBLEMS).map(([status, description]) => [
    status,
    { description, content: { "application/problem+json": { schema: problemAnswer } } },
  ]),
) as Record<keyof typeof PROBLEMS, Problem>;

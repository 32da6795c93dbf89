import { readFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod";

const FILE = path.join(import.meta.dirname, "../../fixtures/upsun-support.openapi.json");
const description = JSON.parse(readFileSync(FILE, "utf8"));
const $defs = asJsonSchema(description.components.schemas);

/** The published description's schema for an operation's answer, or for its request body. */
export function described(operation: string, what: "answer" | "request" = "answer"): z.ZodType {
  const [method = "", at = ""] = operation.split(" ");
  const found = description.paths[at][method.toLowerCase()];
  const media = what === "answer" ? found.responses["200"].content : found.requestBody.content;
  return z.fromJSONSchema({ ...asJsonSchema(media["application/json"].schema), $defs });
}

/** The fields that the description names for a component. */
export function fieldsOf(component: string): string[] {
  return Object.keys(description.components.schemas[component].properties);
}

export const describedCategories: string[] =
  description.components.schemas.Ticket.properties.category.enum;

/** OpenAPI 3.0 says `nullable`, and keeps its components elsewhere. */
function asJsonSchema(value: unknown): Record<string, never> {
  return rewrite(value) as Record<string, never>;
}

function rewrite(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewrite);
  if (typeof value !== "object" || value === null) return value;
  const rewritten = Object.fromEntries(
    Object.entries(value)
      .filter(
        ([name]) =>
          name !== "nullable" && name !== "example" && name !== "default" && !name.startsWith("x-"),
      )
      .map(([name, inner]) => [
        name,
        name === "$ref"
          ? String(inner).replace("#/components/schemas/", "#/$defs/")
          : rewrite(inner),
      ]),
  );
  return "nullable" in value && value.nullable === true
    ? { anyOf: [rewritten, { type: "null" }] }
    : rewritten;
}

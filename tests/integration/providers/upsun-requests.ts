import { readFileSync } from "node:fs";
import path from "node:path";

import { z } from "zod";

import { described } from "../sandbox/upsun-description";
import { isAt } from "./operations";
import { type Exchange, queryOf } from "./recording";

interface Parameter {
  name: string;
  in: "path" | "query";
  schema: { type?: string; format?: string; enum?: string[]; minimum?: number; maximum?: number };
}

interface DescribedCall {
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: {
    content: { "application/json": { schema: { properties: Record<string, unknown> } } };
  };
}

const FILE = path.join(import.meta.dirname, "../../fixtures/upsun-support.openapi.json");
const description = JSON.parse(readFileSync(FILE, "utf8")) as {
  paths: Record<string, Record<string, DescribedCall>>;
  components: { parameters: Record<string, Parameter> };
};

const callAt = (operation: string): DescribedCall => {
  const [method = "", at = ""] = operation.split(" ");
  return description.paths[at]?.[method.toLowerCase()] ?? {};
};

/** The operations of the published description, as `GET /path`. */
export const upsunDescribedOperations: readonly string[] = Object.entries(
  description.paths,
).flatMap(([at, methods]) => Object.keys(methods).map((method) => `${method.toUpperCase()} ${at}`));

/** The operation's parameters. */
export function parametersOf(operation: string): Parameter[] {
  return (callAt(operation).parameters ?? []).map((parameter) => {
    const found =
      "$ref" in parameter
        ? description.components.parameters[parameter.$ref.replace("#/components/parameters/", "")]
        : parameter;
    if (!found) throw new Error(`${operation} has a parameter that the description does not hold.`);
    return found;
  });
}

/** The names of the fields that a request's body may have. */
export function bodyFieldsOf(operation: string): string[] {
  return Object.keys(
    callAt(operation).requestBody?.content["application/json"].schema.properties ?? {},
  );
}

/** A parameter's value, sent as text, as its schema means it. */
function meant(value: string, { type }: Parameter["schema"]): unknown {
  if (type === "integer") return /^-?\d+$/.test(value) ? Number(value) : value;
  if (type === "boolean") return value === "true" ? true : value === "false" ? false : value;
  return value;
}

function fits(value: string, { schema }: Parameter): boolean {
  // An id's alphabet; zod knows no format of this name.
  if (schema.format === "ulid") return /^[0-9A-HJKMNP-TV-Z]{26}$/i.test(value);
  return z
    .fromJSONSchema({ ...schema, default: undefined } as Parameters<typeof z.fromJSONSchema>[0])
    .safeParse(meant(value, schema)).success;
}

function problemsOfParameters(operation: string, exchange: Exchange): string[] {
  const parameters = parametersOf(operation);
  const template = operation.split(" ")[1]?.split("/") ?? [];
  const inPath = exchange.url.pathname.split("/").flatMap((segment, index): [string, string][] => {
    const name = /^\{(.+)\}$/.exec(template[index] ?? "")?.[1];
    return name ? [[name, decodeURIComponent(segment)]] : [];
  });
  return [...Object.entries(queryOf(exchange)), ...inPath].flatMap(([name, value]) => {
    const parameter = parameters.find((one) => one.name === name);
    if (!parameter) return [`${operation}: ${name} is not described.`];
    return fits(value, parameter)
      ? []
      : [`${operation}: ${name}=${value} is not what its schema says.`];
  });
}

function problemsOfBody(operation: string, { body, headers }: Exchange): string[] {
  if (!callAt(operation).requestBody)
    return body === undefined ? [] : [`${operation} takes no body.`];
  const unknown = Object.keys(body ?? {}).filter((name) => !bodyFieldsOf(operation).includes(name));
  const parsed = described(operation, "request").safeParse(body);
  return [
    ...unknown.map((name) => `${operation}: the body's ${name} is not described.`),
    ...(parsed.error?.issues ?? []).map(
      (issue) => `${operation}: ${issue.path.join(".")} ${issue.message}`,
    ),
    ...(headers.get("content-type") === "application/json"
      ? []
      : [`${operation}: the body is not declared as JSON.`]),
  ];
}

/** The parts of a request that the published description does not allow. */
export function problemsOf(exchange: Exchange): string[] {
  // A literal path wins over one with a parameter, as in every router.
  const [operation] = upsunDescribedOperations
    .filter((one) => isAt(one, exchange.method, exchange.url.pathname))
    .sort((one, other) => one.split("{").length - other.split("{").length);
  if (!operation) return [`${exchange.method} ${exchange.url.pathname} is not described.`];
  return [...problemsOfParameters(operation, exchange), ...problemsOfBody(operation, exchange)];
}

declare const parsed: unique symbol;

/** A value as JSON. */
export type JsonText<Value> = string & { [parsed]?: Value };

/**
 * For a client component that gets hundreds of values: React serializes and parses each value of an
 * object separately, but a string as a whole.
 */
export function toJsonText<Value>(value: Value): JsonText<Value> {
  return JSON.stringify(value);
}

export function fromJsonText<Value>(text: JsonText<Value>): Value {
  return JSON.parse(text) as Value;
}

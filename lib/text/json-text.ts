declare const parsed: unique symbol;

/** A value as JSON. */
export type JsonText<Value> = string & { [parsed]?: Value };

/**
 * For a component of the browser that gets hundreds of values: React writes and reads each value of
 * an object by itself, a text as a whole.
 */
export function toJsonText<Value>(value: Value): JsonText<Value> {
  return JSON.stringify(value);
}

export function fromJsonText<Value>(text: JsonText<Value>): Value {
  return JSON.parse(text) as Value;
}

"use client";

import { type ComponentType, lazy, type ReactNode, Suspense } from "react";

const RETRY_MS = 5_000;

/** Without a connection, the fallback stays until there is one. */
async function loadAtLast<Part>(load: () => Promise<Part>): Promise<Part> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => {
        setTimeout(resolve, RETRY_MS);
        window.addEventListener("online", resolve, { once: true });
      });
    }
  }
}

/** A settled thenable, for which React does not suspend. */
const settled = <Value,>(value: Value) =>
  ({ then: (resolve: (value: Value) => void) => resolve(value) }) as Promise<Value>;

/** A component whose scripts are loaded where it is rendered. */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  fallback: (props: Props) => ReactNode = () => null,
): (props: Props) => ReactNode {
  let atServer: ComponentType<Props> | undefined;
  // Loaded early on the server: its first page would otherwise send the fallback and shift later.
  if (typeof window === "undefined")
    void load().then(
      (part) => (atServer = part),
      () => undefined,
    );
  const Part = lazy(() =>
    atServer
      ? settled({ default: atServer })
      : loadAtLast(load).then((part) => ({ default: part })),
  ) as ComponentType<Props>;
  return function LazyPart(props) {
    return (
      <Suspense fallback={fallback(props)}>
        <Part {...props} />
      </Suspense>
    );
  };
}

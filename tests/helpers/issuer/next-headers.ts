import { Jar } from "./browser-jar";

let current = new Jar();

/** Makes the cookies of one browser those of the next requests. */
export function useJar(jar: Jar): void {
  current = jar;
}

const headers = async () => new Headers({ "user-agent": "Tests", "x-forwarded-for": "192.0.2.7" });

const cookies = async () => ({
  get: (name: string) => {
    const value = current.values.get(name);
    return value === undefined ? undefined : { name, value };
  },
  getAll: () => [...current.values].map(([name, value]) => ({ name, value })),
  set: (name: string, value: string) => void current.values.set(name, value),
  delete: (name: string) => void current.values.delete(name),
});

/** The replacement for `vi.mock("next/headers")`. */
export const nextHeaders = { headers, cookies };

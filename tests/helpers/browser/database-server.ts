import { startScript } from "./running-script";

/** One build and one server for the whole run; each portal has a database of its own on it. */
export default async function startServer(): Promise<() => Promise<void>> {
  const server = await startScript(["test-database"]);
  // Workers inherit it.
  process.env.TEST_DATABASE_SERVER = server.firstLine;
  return () => server.stop();
}

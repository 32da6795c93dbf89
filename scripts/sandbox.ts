import { main } from "../sandbox/main";
import { runScript } from "./lib/cli-error";

/** `npm run sandbox`: both provider sandboxes alone, until Ctrl-C. */
runScript(() => main(process.argv.slice(3)));

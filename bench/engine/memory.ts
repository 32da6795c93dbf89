import { makeBenchConnection, makeOwner } from "./bench-database";
import { accountOf, GENERATED } from "./generated-provider";
import { inChild } from "./processes";

const MEGABYTE = 1_048_576;

export interface MemoryFigure {
  tickets: number;
  /** Megabytes above the start: of a first import, and of the sweep after it. */
  importMb: number;
  sweepMb: number;
}

/** In a new process. */
export async function measureMemory(tickets: number): Promise<MemoryFigure> {
  const owner = await makeOwner();
  const connectionId = await makeBenchConnection(owner, GENERATED, accountOf({ tickets }));
  const above = async () => {
    const { report, before, peak } = await inChild({ does: "sweep", connectionId, full: true });
    if (report.outcome !== "complete" || report.ticketsRead !== tickets)
      throw new Error(
        `The sweep ended ${report.outcome} with ${report.ticketsRead} tickets. ${report.error?.text.key ?? ""}`,
      );
    return (peak - before) / MEGABYTE;
  };
  return { tickets, importMb: await above(), sweepMb: await above() };
}

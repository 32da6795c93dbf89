import type { SandboxFile } from "../shared/control";
import type { Random } from "../shared/random";
import { pdfDocument } from "./document";
import { graphPicture, windowPicture } from "./pictures";
import type { ScenarioFile } from "./scenario";

const TYPES: Readonly<Record<string, string>> = {
  png: "image/png",
  pdf: "application/pdf",
  csv: "text/csv",
  json: "application/json",
  yaml: "application/yaml",
};

/** Makes a scenario's file for one ticket. `fill` fills its texts in. */
export function makeFile(
  file: ScenarioFile,
  fill: (text: string) => string,
  chance: Random,
): SandboxFile {
  const extension = file.name.split(".").at(-1) ?? "";
  return {
    filename: fill(file.name),
    mimeType: TYPES[extension] ?? "text/plain",
    data: bytesOf(file, fill, chance).toString("base64"),
  };
}

function bytesOf(file: ScenarioFile, fill: (text: string) => string, chance: Random): Buffer {
  if ("text" in file) return Buffer.from(`${fill(file.text)}\n`);
  if ("graph" in file) return graphPicture(fill(file.graph), file.shape, chance);
  const lines = file.lines.map(fill);
  return "window" in file
    ? windowPicture(fill(file.window), lines)
    : pdfDocument(fill(file.document), lines);
}

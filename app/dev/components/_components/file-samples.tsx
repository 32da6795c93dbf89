import { FileRow } from "@/components/files/file-row";
import { FILE_STATE_VIEWS } from "@/components/files/file-state";
import type { OutgoingFileView } from "@/lib/files/types";

import { PickedFileSamples } from "./picked-file-samples";
import { Sample, SampleSection } from "./sample";
import { sampleEntries } from "./sample-entries";

const FILE: OutgoingFileView = {
  id: "file",
  filename: "error.log",
  givenName: null,
  size: 48_213,
  mimeType: "text/plain",
  state: "ready",
  reason: null,
};

const VARIANTS: Record<string, Partial<OutgoingFileView>> = {
  "refused, with a reason": {
    state: "refused",
    reason: "HostUp doesn’t accept files of this type.",
  },
  "with a cleaned name": { givenName: "error\u202e.log" },
  "with a name that contradicts its content": { filename: "photo.png", mimeType: "text/plain" },
};

export function FileSamples() {
  return (
    <SampleSection title="Files">
      {sampleEntries(FILE_STATE_VIEWS).map(([state]) => (
        <Sample key={state} name={`FileRow, ${state}`}>
          <FileRow file={{ ...FILE, state }} />
        </Sample>
      ))}
      {sampleEntries(VARIANTS).map(([variant, changes]) => (
        <Sample key={variant} name={`FileRow, ${variant}`}>
          <FileRow file={{ ...FILE, ...changes }} />
        </Sample>
      ))}
      <PickedFileSamples />
    </SampleSection>
  );
}

"use client";

import { PickedFile } from "@/components/files/picked-file";
import type { UploadEntry, UploadPhase } from "@/components/files/upload-entry";

import { Sample } from "./sample";
import { sampleEntries } from "./sample-entries";

const ENTRY: UploadEntry = {
  id: "upload",
  name: "screenshot.png",
  size: 2_400_000,
  phase: "queued",
  sent: 0,
  view: null,
  problem: null,
  file: null,
};

const PHASES: Record<UploadPhase, Partial<UploadEntry>> = {
  queued: {},
  uploading: { sent: 900_000 },
  ready: { sent: 2_400_000 },
  interrupted: { sent: 900_000, problem: "The portal isn’t responding." },
  incomplete: { sent: 900_000 },
  refused: { problem: "The file is larger than HostUp takes." },
};

const nothing = () => undefined;

export function PickedFileSamples() {
  return sampleEntries(PHASES).map(([phase, changes]) => (
    <Sample key={phase} name={`PickedFile, ${phase}`}>
      <PickedFile
        entry={{ ...ENTRY, ...changes, phase }}
        disabled={false}
        onRemove={nothing}
        onRetry={nothing}
      />
    </Sample>
  ));
}

import { FileRow } from "@/components/files/file-row";
import { FILE_STATE_VIEWS } from "@/components/files/file-state";
import { AttachmentLink } from "@/components/tickets/conversation/attachment-link";
import { AttachmentPreview } from "@/components/tickets/conversation/attachment-preview";
import type { OutgoingFileView } from "@/lib/files/types";
import type { AttachmentView } from "@/lib/tickets/detail/types";

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

const ATTACHMENT: AttachmentView = {
  id: "attachment",
  filename: "replay-lag.png",
  mimeType: "image/png",
  href: "/apple-icon.png",
  isElsewhere: false,
  preview: "/apple-icon.png",
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
      <Sample name="AttachmentPreview">
        <AttachmentPreview attachment={ATTACHMENT} src="/apple-icon.png" />
      </Sample>
      <Sample name="AttachmentLink">
        <AttachmentLink attachment={ATTACHMENT} />
      </Sample>
      <Sample name="AttachmentLink, at another site">
        <AttachmentLink attachment={{ ...ATTACHMENT, isElsewhere: true }} look="row" />
      </Sample>
      <PickedFileSamples />
    </SampleSection>
  );
}

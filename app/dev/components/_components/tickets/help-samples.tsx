"use client";

import { KnownList } from "@/components/filing/similar/known-list";
import { TemplatesPanel } from "@/components/filing/templates/templates-panel";
import { DetailsSheet } from "@/components/tickets/detail/sheet/details-sheet";
import { Collaborators } from "@/components/tickets/reply/collaborators";
import type { KnownTickets } from "@/lib/tickets/similar/types";

import { Sample, SampleSection } from "../sample";
import { SAMPLE_LOCALE } from "../sample-time";
import { SAMPLE_ITEM } from "./sample-ticket";

const never = () => new Promise<never>(() => undefined);

const { id, number, subject, status, activityAt, requesterName } = SAMPLE_ITEM;
const TICKET = { id, number, subject, status, activityAt, requesterName };
const KNOWN: KnownTickets = {
  open: [TICKET, { ...TICKET, id: "two", number: "148403" }],
  hasMore: true,
  solved: [{ ...TICKET, id: "three", number: "148301", answer: "We have restarted the server." }],
};

export function HelpSamples() {
  return (
    <SampleSection title="Help with a ticket">
      {(["warning", "quiet"] as const).map((tone) => (
        <Sample key={tone} name={`KnownList, ${tone}`}>
          <KnownList
            found={KNOWN}
            summary="One open ticket may be about this"
            isQuiet={tone === "quiet"}
            follow={never}
            locale={SAMPLE_LOCALE}
          />
        </Sample>
      ))}
      <Sample name="TemplatesPanel">
        <TemplatesPanel
          templates={[{ id: "one", name: "Restart of a server", providerName: "HostUp" }]}
          remove={never}
        />
      </Sample>
      <Sample name="TemplatesPanel, empty">
        <TemplatesPanel templates={[]} remove={never} />
      </Sample>
      <Sample name="Collaborators, with names">
        <Collaborators
          ticketId="sample"
          ids={["u1", "u3"]}
          people={[
            { id: "u1", name: "Kim Andersson" },
            { id: "u2", name: "Alex Berg" },
          ]}
          providerName="Upsun"
          formKey="sample"
          set={never}
        />
      </Sample>
      <Sample name="DetailsSheet, opened by a link on a narrow screen">
        <a href="#details" className="text-link">
          Details
        </a>
        <DetailsSheet>
          <p>What it holds</p>
        </DetailsSheet>
      </Sample>
    </SampleSection>
  );
}

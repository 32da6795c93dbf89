"use client";

import { MoreOptions } from "@/components/filing/fields/more-options";
import { FilingSkeleton } from "@/components/filing/filing-skeleton";
import { KnownList } from "@/components/filing/similar/known-list";
import { Field } from "@/components/ui/form/field";
import { Input } from "@/components/ui/form/input";
import { WelcomeSteps } from "@/components/welcome/welcome-steps";
import type { FirstSteps } from "@/lib/connections/types";
import type { KnownTicket } from "@/lib/tickets/similar/types";

import { Sample, SampleSection } from "../sample";
import { SAMPLE_FRESHNESS } from "../sample-freshness";

const KNOWN: KnownTicket = {
  id: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  number: "148402",
  subject: "Certificate of the mail server",
  status: { value: "open", label: "Open", known: true },
  activityAt: new Date("2026-03-01T10:00:00Z"),
  requesterName: "Jane Example",
};

const HOSTUP = {
  id: "hostup",
  name: "HostUp",
  credentialLabel: "API key",
  credentialHelp: "Create a key with the scopes read:support and write:support.",
  keysUrl: "https://cloud.hostup.se/api-management",
  whereToAdd: "",
};
const NOTHING_DONE: FirstSteps = {
  connections: [],
  hasTickets: false,
  hasFiled: false,
  mayConnect: true,
  mayFile: true,
  managers: ["Jane Example"],
};
const CONNECTED = SAMPLE_FRESHNESS.slice(0, 1).map(({ freshness }) => freshness);
const FIRST_STEPS: Readonly<Record<string, Partial<FirstSteps>>> = {
  "nothing done": {},
  "a reader": { mayConnect: false, mayFile: false },
  connected: { connections: CONNECTED },
  "all done": { connections: CONNECTED, hasTickets: true, hasFiled: true },
};

export function FilingSamples() {
  return (
    <SampleSection title="Filing">
      {[false, true].map((isNeeded) => (
        <Sample key={String(isNeeded)} name={`More options, ${isNeeded ? "open" : "closed"}`}>
          <MoreOptions labels={["CC"]} isNeeded={isNeeded}>
            <Field id={`sample-cc-${String(isNeeded)}`} label="CC" optional>
              {(control) => <Input {...control} />}
            </Field>
          </MoreOptions>
        </Sample>
      ))}
      {[false, true].map((isQuiet) => (
        <Sample key={String(isQuiet)} name={`Similar tickets, ${isQuiet ? "solved" : "open"}`}>
          <KnownList
            found={{
              open: isQuiet ? [] : [KNOWN],
              hasMore: false,
              solved: [{ ...KNOWN, answer: "We renewed the certificate." }],
            }}
            summary="1 similar open ticket · see how 1 was solved"
            isQuiet={isQuiet}
            follow={() => Promise.resolve(null)}
            locale={{ language: "en", timeZone: "UTC" }}
          />
        </Sample>
      ))}
      {Object.entries(FIRST_STEPS).map(([name, changes]) => (
        <Sample key={name} name={`WelcomeSteps, ${name}`}>
          <WelcomeSteps
            steps={{ ...NOTHING_DONE, ...changes }}
            providers={[HOSTUP]}
            locale={{ language: "en", timeZone: "UTC" }}
          />
        </Sample>
      ))}
      <Sample name="Form, loading">
        <FilingSkeleton providerName="HostUp" />
      </Sample>
    </SampleSection>
  );
}

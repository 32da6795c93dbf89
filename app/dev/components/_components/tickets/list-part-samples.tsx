import {
  EmptyTicketList,
  EmptyTicketPage,
  type ListViewerRole,
  NoMatches,
} from "@/components/tickets/list/empty-states";
import { Pager } from "@/components/tickets/list/pager";
import { SearchNotes } from "@/components/tickets/list/search-notes";
import { filtersOf } from "@/lib/tickets/schemas";

import { Sample, SampleSection } from "../sample";

const FILTERS = filtersOf(new URLSearchParams("q=certifcate"));

const ROLES: readonly ListViewerRole[] = [
  "manager",
  "member",
  "reader",
  "outsider",
  "visitor",
  "staff",
];

const PAGES: Readonly<Record<string, readonly [previous: string | null, next: string | null]>> = {
  "first page": [null, "next"],
  "middle page": ["previous", "next"],
  "last page": ["previous", null],
};

const LABELS = { pages: "Pages", next: "Older", previous: "Newer", first: "Newest" };

export function ListPartSamples() {
  return (
    <SampleSection title="Parts of the ticket list">
      {ROLES.map((role) => (
        <Sample key={role} name={`EmptyTicketList, ${role}`}>
          <EmptyTicketList role={role} steps={null} />
        </Sample>
      ))}
      <Sample name="EmptyTicketPage">
        <EmptyTicketPage start="/tickets" />
      </Sample>
      <Sample name="NoMatches">
        <NoMatches audience="customer" clear="/tickets" filters={FILTERS} />
      </Sample>
      <Sample name="NoMatches, everything is read">
        <NoMatches audience="customer" clear="/tickets" filters={{ ...FILTERS, show: "unread" }} />
      </Sample>
      {Object.entries(PAGES).map(([state, [previousCursor, nextCursor]]) => (
        <Sample key={state} name={`Pager, ${state}`}>
          <Pager
            audience="customer"
            filters={FILTERS}
            previousCursor={previousCursor}
            nextCursor={nextCursor}
            labels={{ ...LABELS, pages: `Pages: ${state}` }}
          />
        </Sample>
      ))}
      <Sample name="SearchNotes, correction">
        <SearchNotes
          audience="customer"
          filters={FILTERS}
          correction={{ typed: "certifcate", shown: "certificate", exact: '"certifcate"' }}
        />
      </Sample>
      <Sample name="SearchNotes, unknown filter">
        <SearchNotes audience="customer" filters={FILTERS} asText={["status:shut"]} />
      </Sample>
    </SampleSection>
  );
}

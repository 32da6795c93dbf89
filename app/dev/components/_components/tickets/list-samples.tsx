import { FilterChips } from "@/components/tickets/filters/filter-chips";
import { TicketList } from "@/components/tickets/list/ticket-list";
import { ViewTabs } from "@/components/tickets/list/view-tabs";
import type { FilterChoices, TicketListItem } from "@/lib/tickets/list/types";
import { filtersOf } from "@/lib/tickets/schemas";

import { Sample, SampleSection } from "../sample";
import { SAMPLE_LOCALE } from "../sample-time";
import { SAMPLE_ITEM } from "./sample-ticket";
import { SelectableRows, SelectionBarSample } from "./selection-samples";

const ROWS: Readonly<Record<string, Partial<TicketListItem>>> = {
  "your turn": {},
  unread: { isUnread: true },
  private: { isPrivate: true },
  "their turn, of today": { turn: "theirs", lastAuthor: "Jane Example", priority: null },
  paused: { turn: "paused", status: { value: "on_hold", label: "On hold", known: true } },
  done: { turn: "done", status: { value: "closed", label: "Closed", known: true } },
  "no longer at the provider": { goneAt: SAMPLE_ITEM.activityAt },
  "an unknown status": { status: { value: "odd", label: "escalated", known: false } },
  "of staff, with an organization": { organizationName: "Northwind Trading" },
  "a hit in the subject": {
    hit: { subject: ["", "Checkout", " answers with 502 since the night"], snippet: null },
  },
  "a hit in a message": {
    hit: {
      subject: [SAMPLE_ITEM.subject],
      snippet: {
        kind: "message",
        author: "Sven Support",
        text: ["… the ", "certificate", " of web1 has run out …"],
      },
    },
  },
};

const CHOICES: FilterChoices = {
  turn: [],
  provider: [],
  status: [
    { value: "open", label: "Open" },
    { value: "answered", label: "Answered" },
    { value: "closed", label: "Closed" },
  ],
  priority: [{ value: "low", label: "Low" }],
  service: [],
  organization: [],
  account: [],
  category: [],
  assignee: [],
};

const filters = (query: string) => filtersOf(new URLSearchParams(query));

export function ListSamples() {
  return (
    <SampleSection title="List of tickets">
      {Object.entries(ROWS).map(([state, changes]) => (
        <Sample key={state} name={`TicketList, ${state}`}>
          <TicketList
            tickets={[{ ...SAMPLE_ITEM, id: state, ...changes }]}
            audience={changes.organizationName ? "staff" : "customer"}
            locale={SAMPLE_LOCALE}
          />
        </Sample>
      ))}
      <Sample name="TicketList, to be selected">
        <SelectableRows />
      </Sample>
      <Sample name="ViewTabs">
        <ViewTabs
          audience="customer"
          filters={filters("turn=yours")}
          views={[]}
          counts={{ yours: 3, theirs: 12, paused: 0, done: 100, unclear: 0, all: 100 }}
        />
      </Sample>
      <Sample name="FilterChips, several values">
        <FilterChips
          audience="customer"
          filters={filters("status=open&status=answered&priority=-low")}
          choices={CHOICES}
        />
      </Sample>
      <Sample name="SelectionBar">
        <SelectionBarSample ids={["one", "two"]} />
      </Sample>
      <Sample name="SelectionBar, full">
        <SelectionBarSample ids={Array.from({ length: 50 }, (_, index) => String(index))} isFull />
      </Sample>
      <Sample name="SelectionBar, in the archive">
        <SelectionBarSample ids={["one"]} isArchive />
      </Sample>
    </SampleSection>
  );
}

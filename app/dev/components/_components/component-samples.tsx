import { filtersOf } from "@/lib/tickets/schemas";

import { AlertSamples } from "./alert-samples";
import { BadgeSamples } from "./badge-samples";
import { ButtonSamples } from "./button-samples";
import { ConnectionSamples } from "./connection-samples";
import { FieldSamples } from "./field-samples";
import { FileSamples } from "./file-samples";
import { FreshnessSamples } from "./freshness-samples";
import { LayoutSamples } from "./layout-samples";
import { PeopleSamples } from "./people-samples";
import { SubmissionSamples } from "./submission-samples";
import { TextSamples } from "./text-samples";
import { FieldStateSamples } from "./tickets/field-state-samples";
import { FilingSamples } from "./tickets/filing-samples";
import { HelpSamples } from "./tickets/help-samples";
import { ListPartSamples } from "./tickets/list-part-samples";
import { ListSamples } from "./tickets/list-samples";
import { SettingSamples } from "./tickets/setting-samples";
import { TicketSamples } from "./tickets/ticket-samples";
import { ViewSamples } from "./tickets/view-samples";
import { TimeSamples } from "./time-samples";

const filters = (query: string) => filtersOf(new URLSearchParams(query));
const VIEW_FILTERS = {
  own: filters("priority=urgent&view=own"),
  changed: filters("priority=high&view=own"),
  unsaved: filters("priority=high"),
  broken: filters("priority=urgent&service=gone&status=odd"),
};

export function ComponentSamples() {
  return (
    <main className="mx-auto grid max-w-5xl gap-10 px-4 py-8">
      <div className="grid gap-2">
        <h1 className="text-2xl font-semibold tracking-tight">Components</h1>
        <p className="text-muted-foreground">
          Every component in every state. The times are fixed: countdowns end at once, and ages grow
          after half a minute.
        </p>
        <nav aria-label="Theme" className="flex gap-4">
          {["light", "dark"].map((theme) => (
            <a key={theme} href={`?theme=${theme}`} className="text-link">
              {theme}
            </a>
          ))}
        </nav>
      </div>
      <ButtonSamples />
      <BadgeSamples />
      <AlertSamples />
      <FieldSamples />
      <LayoutSamples />
      <TextSamples />
      <TimeSamples />
      <ListSamples />
      <ListPartSamples />
      <ViewSamples filters={VIEW_FILTERS} />
      <TicketSamples />
      <SettingSamples />
      <HelpSamples />
      <SubmissionSamples />
      <FreshnessSamples />
      <ConnectionSamples />
      <FileSamples />
      <FilingSamples />
      <FieldStateSamples />
      <PeopleSamples />
    </main>
  );
}

"use client";

import { useState } from "react";

import { Palette } from "@/components/shell/palette/palette";
import { ViewTabs } from "@/components/tickets/list/view-tabs";
import { ViewActions } from "@/components/tickets/views/view-actions";
import { ViewButton } from "@/components/tickets/views/view-button";
import { ViewList } from "@/components/tickets/views/view-list";
import { ViewNotice } from "@/components/tickets/views/view-notice";
import type { EditableView, ViewCommands, ViewTask } from "@/components/tickets/views/view-task";
import { Button } from "@/components/ui/button";
import type { TicketFilters } from "@/lib/tickets/schemas";
import type { SavedView } from "@/lib/tickets/views/types";

import { Sample, SampleSection } from "../sample";

const never = () => new Promise<never>(() => undefined);

const NORTHWIND = { id: "northwind", name: "Northwind Trading" };
const COMMANDS: ViewCommands = {
  viewerId: "sample",
  audience: "customer",
  save: never,
  change: never,
  remove: never,
  move: never,
  organizations: [NORTHWIND],
};

/** Filters for each state of a saved view. */
interface ViewSampleFilters {
  own: TicketFilters;
  changed: TicketFilters;
  unsaved: TicketFilters;
  broken: TicketFilters;
}

function sampleViews({ own, broken }: ViewSampleFilters) {
  const view: SavedView = {
    id: "own",
    name: "My urgent tickets",
    organization: null,
    isPinned: true,
    filters: own,
    broken: [],
  };
  const failing: SavedView = {
    ...view,
    filters: broken,
    broken: [
      { name: "service", value: "gone" },
      { name: "status", value: "odd" },
    ],
  };
  return {
    own: view,
    shared: { ...view, id: "shared", name: "Shop", organization: NORTHWIND },
    folded: { ...view, id: "folded", name: "Waiting a long time", isPinned: false },
    failing,
    foreign: { ...failing, organization: { id: "contoso", name: "Contoso" } },
  };
}

const EDITABLE: readonly EditableView[] = [
  { id: "one", name: "My urgent tickets", organization: null, isPinned: true },
  { id: "two", name: "Waiting a long time", organization: null, isPinned: false },
  { id: "three", name: "Shop", organization: NORTHWIND.name, isPinned: true },
];
const VIEW: EditableView = {
  id: "own",
  name: "My urgent tickets",
  organization: null,
  isPinned: true,
};

const TASKS: Readonly<Record<string, ViewTask>> = {
  "save a view": { kind: "save", query: "priority=high", commands: COMMANDS },
  "save changes": { kind: "changes", view: VIEW, query: "priority=high", commands: COMMANDS },
  "repair a view": { kind: "repair", view: VIEW, query: "priority=high", commands: COMMANDS },
  options: { kind: "options", views: EDITABLE, commands: COMMANDS },
};

export function ViewSamples({ filters }: { filters: ViewSampleFilters }) {
  const { own, shared, folded, failing, foreign } = sampleViews(filters);
  return (
    <SampleSection title="Saved views">
      <Sample name="ViewTabs, with views">
        <ViewTabs
          audience="customer"
          filters={filters.own}
          views={[own, shared, folded]}
          opened={own}
          commands={COMMANDS}
          counts={{ yours: 3, theirs: 12, paused: 0, done: 100, unclear: 2, all: 100 }}
        />
      </Sample>
      <Sample name="ViewActions, new filters">
        <ViewActions filters={filters.unsaved} commands={COMMANDS} />
      </Sample>
      <Sample name="ViewActions, changed view">
        <div className="chips">
          <ViewActions filters={filters.changed} opened={own} commands={COMMANDS} />
        </div>
      </Sample>
      <Sample name="ViewNotice, own view">
        <ViewNotice opened={failing} commands={COMMANDS} />
      </Sample>
      <Sample name="ViewNotice, shared view">
        <ViewNotice opened={foreign} commands={COMMANDS} />
      </Sample>
      <Sample name="ViewList">
        <ViewList views={EDITABLE} move={never} edit={() => undefined} />
      </Sample>
      <Sample name="ViewList, empty">
        <ViewList views={[]} move={never} edit={() => undefined} />
      </Sample>
      {Object.entries(TASKS).map(([name, task]) => (
        <Sample key={name} name={`ViewDialog, ${name}`}>
          <ViewButton task={task}>Open</ViewButton>
        </Sample>
      ))}
      <PaletteSample name="customer" />
      <PaletteSample name="staff" isStaff />
    </SampleSection>
  );
}

function PaletteSample({ name, isStaff = false }: { name: string; isStaff?: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Sample name={`Palette, ${name}`}>
      <Button variant="secondary" size="small" onClick={() => setIsOpen(true)}>
        Open
      </Button>
      {isOpen ? (
        <Palette
          audience={isStaff ? "staff" : "customer"}
          isStaff={isStaff}
          isLogged={isStaff}
          mayWrite
          onClose={() => setIsOpen(false)}
        />
      ) : null}
    </Sample>
  );
}

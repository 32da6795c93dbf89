import { describe, expect, it } from "vitest";

import {
  attachmentUrl,
  connectionSyncUrl,
  draftsUrl,
  fileUrl,
  loginUrl,
  newTicketUrl,
  servicesUrl,
  serviceUrl,
  submissionStatusUrl,
  syncUrl,
  ticketListUpdatesUrl,
  ticketsUrl,
  ticketUpdatesUrl,
  ticketUrl,
  withSearch,
} from "./routes";

const at = new Date("2026-03-03T13:05:00.250Z");

describe("addresses of pages", () => {
  it.each([
    [ticketsUrl("customer"), "/tickets"],
    [ticketsUrl("staff"), "/staff/tickets"],
    [ticketUrl("customer", "1"), "/tickets/1"],
    [ticketUrl("staff", "1"), "/staff/tickets/1"],
    [newTicketUrl(), "/tickets/new"],
    [servicesUrl(), "/services"],
    [serviceUrl("customer", "1"), "/services/1"],
    [serviceUrl("staff", "1"), "/staff/services/1"],
    [syncUrl(), "/staff/sync"],
    [connectionSyncUrl("1"), "/staff/sync/1"],
    [loginUrl(), "/login"],
  ])("%s is plain without a query", (address, expected) => {
    expect(address).toBe(expected);
  });

  it("hold the query and the fragment that belong to them", () => {
    expect(ticketUrl("customer", "1", { submission: "2" }, "reply")).toBe(
      "/tickets/1?submission=2#reply",
    );
    expect(ticketUrl("staff", "1", { history: "7" }, "history")).toBe(
      "/staff/tickets/1?history=7#history",
    );
    expect(serviceUrl("staff", "1", {}, "history")).toBe("/staff/services/1#history");
    expect(newTicketUrl({ submission: "1", account: "2" })).toBe(
      "/tickets/new?submission=1&account=2",
    );
    expect(servicesUrl({ q: undefined, page: 2 })).toBe("/services?page=2");
    expect(syncUrl({ state: "failing" })).toBe("/staff/sync?state=failing");
  });

  it("keep a time exactly", () => {
    const address = new URL(ticketUrl("customer", "1", { at }), "https://portal.example");
    expect(new Date(address.searchParams.get("at") ?? "")).toEqual(at);
    expect(connectionSyncUrl("1", { before: at })).toBe(
      "/staff/sync/1?before=2026-03-03T13%3A05%3A00.250Z",
    );
  });

  it("leave out what is undefined and keep what is empty", () => {
    expect(ticketUrl("staff", "1", { at: undefined, revisions: "" })).toBe(
      "/staff/tickets/1?revisions=",
    );
  });

  it("escape what a visitor typed", () => {
    const address = new URL(servicesUrl({ q: "50% & #more" }), "https://portal.example");
    expect(address.searchParams.get("q")).toBe("50% & #more");
    expect(loginUrl({ next: "/tickets?turn=yours&q=a" })).toBe(
      "/login?next=%2Ftickets%3Fturn%3Dyours%26q%3Da",
    );
  });

  it("take over a query as it stands", () => {
    expect(withSearch("/tickets", "")).toBe("/tickets");
    expect(withSearch("/tickets", "turn=yours&q=a%20b")).toBe("/tickets?turn=yours&q=a%20b");
  });
});

describe("addresses of the API", () => {
  it.each([
    [ticketListUpdatesUrl("customer", ""), "/api/tickets/updates"],
    [ticketListUpdatesUrl("staff", "turn=yours"), "/api/staff/tickets/updates?turn=yours"],
    [ticketUpdatesUrl("1", { since: "2" }), "/api/tickets/1/updates?since=2"],
    [ticketUpdatesUrl("1", { since: "2", opened: "1" }), "/api/tickets/1/updates?since=2&opened=1"],
    [submissionStatusUrl("1"), "/api/submissions/1"],
    [attachmentUrl("1"), "/api/attachments/1"],
    [fileUrl(), "/api/files"],
    [fileUrl("a/b"), "/api/files/a%2Fb"],
    [fileUrl("1", 0), "/api/files/1/0"],
    [draftsUrl(), "/api/drafts"],
  ])("%s", (address, expected) => {
    expect(address).toBe(expected);
  });
});

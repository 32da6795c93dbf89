// Temporary: the former address of these types.
export type { Freshness } from "../connections/freshness";
export type { OutgoingFileView } from "../files/types";
export type { PendingSubmission } from "../submissions/types";
export type { EventView, TicketDetail } from "./detail/types";
export type { TicketListItem, TicketPageView } from "./list/types";

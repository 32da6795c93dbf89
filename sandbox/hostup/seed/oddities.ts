import type { StoredHostupTicket } from "../state";

/**
 * What real accounts hold and no example shows: statuses outside the documented ones, nulls wherever the reference
 * allows them, an encrypted message whose text is kept back, a file without a name.
 */
export function seedOddities(tickets: readonly StoredHostupTicket[]): void {
  const at = (index: number, change: (ticket: StoredHostupTicket) => void) => {
    const ticket = tickets[index];
    if (ticket) change(ticket);
  };
  at(14, (ticket) => void (ticket.status = "escalated"));
  at(27, (ticket) => void (ticket.status = "unknown"));
  at(58, (ticket) => void (ticket.status = "unknown"));
  at(33, (ticket) => void (ticket.departmentName = null));
  at(41, (ticket) => void (ticket.requesterName = null));
  at(66, (ticket) => void (ticket.subject = null));
  at(73, (ticket) => void (ticket.body = null));
  at(80, (ticket) => {
    ticket.updatedAt = null;
    ticket.lastMessageAt = null;
  });
  for (const index of [22, 50, 91, 120])
    at(index, (ticket) =>
      ticket.linkedServices.forEach((service) => void (service.details = null)),
    );
  at(
    96,
    (ticket) =>
      void (ticket.linkedServices = [
        { serviceType: "other", serviceId: null, serviceName: null, details: null },
      ]),
  );

  const talked = tickets.filter((ticket) => ticket.messages.length > 1);
  for (const index of [5, 17]) {
    const message = talked[index]?.messages.find(({ sender }) => sender === "customer");
    if (message) Object.assign(message, { encrypted: true, body: null });
  }
  const relayed = talked[24]?.messages.at(-1);
  if (relayed) Object.assign(relayed, { sender: "partner", senderName: null });
  const nameless = tickets.filter((ticket) => ticket.attachments.length > 0)[9]?.attachments[0];
  if (nameless) Object.assign(nameless, { filename: null, mimeType: null });
}

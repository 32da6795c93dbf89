/** The sender of mail in demo and tests. */
export const PORTAL_ADDRESS = "portal@ticketbridge.example";

/** How the mail catcher answers somebody who replies to it. */
export const noReplies = (portalUrl: string) => ({
  address: PORTAL_ADDRESS,
  text: `Replies aren't read. Answer in Ticketbridge: ${portalUrl}`,
});

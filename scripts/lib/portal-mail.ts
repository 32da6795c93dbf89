/** The sender of mail in demo and tests. */
export const PORTAL_ADDRESS = "portal@ticketbridge.example";

/** The mail catcher's answer to replies. */
export const noReplies = (portalUrl: string) => ({
  address: PORTAL_ADDRESS,
  text: `Replies aren't read. Reply in Ticketbridge instead: ${portalUrl}`,
});

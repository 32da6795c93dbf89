import type { Page } from "@playwright/test";

import { hashToken, randomToken } from "../../lib/crypto/random-token";
import type { Translate } from "../../lib/i18n/message";
import { newId } from "../../lib/ids";
import type { TestPortal } from "../helpers/browser/portal";

export const CUSTOMER = "customer@example.com";

/** A page in one state. */
export interface ScreenState {
  /** Of the folder with its pictures. */
  name: string;
  /** Null: a visitor. */
  as?: string | null;
  path: string | ((portal: TestPortal) => Promise<string>);
  /** Also taken in forced colours, at 200 % and in Swedish. */
  isAlso?: true;
  before?(portal: TestPortal): Promise<unknown>;
  act?(page: Page, t: Translate): Promise<unknown>;
  after?(portal: TestPortal): Promise<unknown>;
}

const OF_CUSTOMER =
  "organization_id = (SELECT id FROM organization WHERE name = 'Northwind Trading')";

async function idOf(portal: TestPortal, query: string): Promise<string> {
  const [row] = await portal.query(query);
  if (!row) throw new Error(`Nothing is found by: ${query}`);
  return String(row.id);
}

/** The path of the customer's newest ticket that meets a condition. */
export const ticketPath =
  (condition: string, suffix = "", start = "/tickets") =>
  async (portal: TestPortal): Promise<string> => {
    const id = await idOf(
      portal,
      `SELECT id FROM ticket t WHERE ${OF_CUSTOMER} AND ${condition}
        ORDER BY activity_at DESC, id LIMIT 1`,
    );
    return `${start}/${id}${suffix}`;
  };

/** The path of a page of one of the customer's rows in a table. */
export const rowPath =
  (start: string, table: string, condition: string, end = "") =>
  async (portal: TestPortal): Promise<string> => {
    const id = await idOf(
      portal,
      `SELECT id FROM ${table} WHERE ${OF_CUSTOMER} AND ${condition} ORDER BY id LIMIT 1`,
    );
    return `${start}${id}${end}`;
  };

/** Has HostUp answer each call to a path this way, until `endFaults`. */
export const beginFault =
  (fault: { kind: string; [key: string]: unknown }, path = "/api/v2/support/*") =>
  (portal: TestPortal): Promise<unknown> =>
    portal.hostup.control("POST", "/faults", { ...fault, method: "GET", path, count: null });

export const endFaults = (portal: TestPortal): Promise<unknown> =>
  portal.hostup.control("DELETE", "/faults");

/** Makes all tickets look as if they were last read five minutes ago. */
export const age = (portal: TestPortal): Promise<unknown> =>
  portal.query(
    `UPDATE ticket SET read_at = now() - interval '5 minutes';
      UPDATE connection SET last_read_at = now() - interval '5 minutes'`,
  );

/** Returns the path of an emailed link that works for an hour. */
export const tokenPath =
  (start: string, kind: string, email: string) =>
  async (portal: TestPortal): Promise<string> => {
    const token = randomToken();
    await portal.query(
      `INSERT INTO account_token (id, kind, token_hash, email, user_id, organization_id, role,
          created_by_id, expires_at)
        SELECT '${newId()}', '${kind}', '${hashToken(token)}', '${email}', u.id,
          CASE WHEN u.id IS NULL THEN o.id END, CASE WHEN u.id IS NULL THEN 'member' END,
          (SELECT id FROM "user" WHERE email = '${CUSTOMER}'), now() + interval '1 hour'
        FROM organization o LEFT JOIN "user" u ON u.email = '${email}'
        WHERE o.name = 'Northwind Trading'`,
    );
    return `${start}${token}`;
  };

/** Makes the customer's newest open ticket at HostUp private, or shared again. */
export const setPrivate =
  (isPrivate: boolean) =>
  (portal: TestPortal): Promise<unknown> =>
    portal.query(
      `INSERT INTO ticket_setting (ticket_id, is_private, owner_id, organization_id)
        SELECT t.id, ${isPrivate}, u.id, t.organization_id FROM ticket t, "user" u
        WHERE t.${OF_CUSTOMER} AND t.status = 'open' AND t.provider = 'hostup'
          AND u.email = '${CUSTOMER}' ORDER BY t.activity_at DESC, t.id LIMIT 1
        ON CONFLICT (ticket_id) DO UPDATE SET is_private = ${isPrivate}`,
    );

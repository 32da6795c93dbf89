import { randomUUID } from "node:crypto";

import { createToken } from "@/lib/accounts/tokens";
import { encodeSession } from "@/lib/auth/options";
import type { Viewer } from "@/lib/auth/types";
import { connectAccount } from "@/lib/connections/commands";
import { now } from "@/lib/db/expressions";
import { db } from "@/lib/db/kysely";
import { prisma } from "@/lib/db/prisma";
import { newId } from "@/lib/ids";
import { syncConnection } from "@/lib/mirror/sync/run-sync";
import { addWebhook } from "@/lib/notifications/webhooks/commands";
import { startCase } from "@/lib/review/cases/commands";
import { hostupAccounts } from "@/sandbox/accounts";
import { disableUser, makeOrganization, makeSession, makeViewer } from "@/tests/helpers/people";

export const IDENTITIES = [
  "anonymous",
  "disabled",
  "revoked",
  "pending",
  "stranger",
  "reader",
  "member",
  "staff",
  "manager",
  "administrator",
] as const;

export type Identity = (typeof IDENTITIES)[number];

export interface SignedInPerson {
  cookie: string | null;
  userId: string;
}

export type People = Record<Identity, SignedInPerson>;

/** Ids of one organization, by the name of the kind. */
export interface Targets {
  organization: string;
  connection: string;
  ticket: string;
  attachment: string;
  /** An attachment that is an image. */
  picture: string;
  service: string;
  user: string;
  session: string;
  /** A member who may be removed. */
  leaver: string;
  /** Open ones, by id. */
  invitations: string[];
  webhook: string;
  reviewCase: string;
  caseTitle: string;
  /** Its address leads to this machine, so that a test of it reaches nothing. */
  webhookUrl: string;
  /** Of `webhook`. */
  delivery: string;
  subject: string;
  serviceName: string;
  connectionLabel: string;
  /** Of `user`. */
  personName: string;
}

const COOKIE = "next-auth.session-token";

export async function sessionCookie(sessionId: string): Promise<string> {
  return `${COOKIE}=${await encodeSession(sessionId)}`;
}

async function signedIn({ userId, session }: Viewer): Promise<SignedInPerson> {
  return { userId, cookie: await sessionCookie(session.id) };
}

/** One person for each kind of access to an organization. */
export async function makePeople(organizationId: string, foreign: string): Promise<People> {
  const person = async (options: Parameters<typeof makeViewer>[0]) =>
    signedIn(await makeViewer(options));
  const disabled = await person({ organizationId });
  await disableUser(disabled.userId);
  const gone = await makeViewer({ organizationId });
  await db()
    .updateTable("session")
    .set({ revoked_at: now() })
    .where("id", "=", gone.session.id)
    .execute();
  const pending = await person({ organizationId });
  await db()
    .insertInto("authenticator")
    .values({ user_id: pending.userId, sealed_secret: "-", confirmed_at: now() })
    .execute();
  return {
    anonymous: { cookie: null, userId: "" },
    disabled,
    revoked: await signedIn(gone),
    pending,
    stranger: await person({ organizationId: foreign }),
    reader: await person({ organizationId, membership: "reader" }),
    member: await person({ organizationId, membership: "member" }),
    manager: await person({ organizationId }),
    staff: await person({ role: "staff" }),
    administrator: await person({ role: "admin" }),
  };
}

async function makeInvitation(organizationId: string): Promise<string> {
  const email = `${newId().toLowerCase()}@example.com`;
  const invited = { kind: "invitation", email, organizationId, role: "reader" } as const;
  return (await createToken(db(), invited)).id;
}

/** An organization with a mirrored account and a member whom nothing else in the matrix uses. */
export async function makeTargets(
  name: string,
  account: keyof typeof hostupAccounts,
): Promise<Targets> {
  const organization = await makeOrganization(name);
  const owner = await makeViewer({ organizationId: organization });
  const connectionLabel = `Hosting of ${name}`;
  const { connectionId } = await connectAccount(owner, {
    provider: "hostup",
    label: connectionLabel,
    credential: hostupAccounts[account].key.key,
  });
  await syncConnection(connectionId, { trigger: "connect" });
  const ticket = await prisma().ticket.findFirstOrThrow({
    where: { connectionId, attachments: { some: {} } },
    include: { attachments: true },
  });
  const picture = await prisma().attachment.findFirstOrThrow({
    where: { ticket: { connectionId }, filename: { endsWith: ".png" } },
  });
  const service = await prisma().service.findFirstOrThrow({ where: { connectionId } });
  const colleague = await makeViewer({ organizationId: organization, membership: "member" });
  const personName = `Colleague of ${name}`;
  await prisma().user.update({ where: { id: colleague.userId }, data: { name: personName } });
  const webhookUrl = `https://localhost/of-${account}`;
  const { webhookId: webhook } = await addWebhook(owner, {
    organizationId: organization,
    url: webhookUrl,
    kinds: null,
  });
  const delivery = newId();
  await db().insertInto("webhook_delivery").values({ id: delivery, webhook_id: webhook }).execute();
  const caseTitle = `Case of ${account}`;
  const reviewCase = await startCase(await makeViewer({ role: "staff" }), {
    ticketId: ticket.id,
    formKey: randomUUID(),
    title: caseTitle,
  });
  return {
    reviewCase,
    caseTitle,
    webhook,
    webhookUrl,
    delivery,
    organization,
    connection: connectionId,
    ticket: ticket.id,
    attachment: ticket.attachments[0]?.id ?? "",
    picture: picture.id,
    service: service.id,
    user: colleague.userId,
    session: await makeSession(colleague.userId),
    leaver: (await makeViewer({ organizationId: organization, membership: "member" })).userId,
    invitations: [await makeInvitation(organization), await makeInvitation(organization)],
    subject: ticket.subject ?? "",
    serviceName: service.name ?? "",
    connectionLabel,
    personName,
  };
}

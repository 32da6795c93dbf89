import { ofPortal, type SealContext } from "../crypto/seal";
import { db } from "../db/kysely";
import { draftSealContext } from "../drafts/draft-content";
import { draftOwner } from "../drafts/draft-owner";
import { mailSealContext } from "../mail/mail-body";
import { messageSealContext } from "../submissions/sealed-message";

export interface SealedValue {
  /** Of its row. */
  id: string;
  sealed: string;
  /** Rejects with not_found where the row's owner is gone. */
  context: () => SealContext | Promise<SealContext>;
}

export interface SealedColumn {
  table: string;
  column: string;
  /** Values that do not begin with the prefix, by id, after that one. */
  page(prefix: string, after: string, limit: number): Promise<SealedValue[]>;
  /** False when the value has changed meanwhile. */
  replace(value: SealedValue, sealed: string): Promise<boolean>;
  /** Drops a value that the portal fetches anew. False if it has changed meanwhile. */
  drop?(value: SealedValue): Promise<boolean>;
}

const hasChanged = (result: { numUpdatedRows: bigint }): boolean => result.numUpdatedRows > 0n;

function connectionColumn(
  column: "sealed_credential" | "sealed_access_token",
  field: SealContext["field"],
): SealedColumn {
  const replace = async ({ id, sealed: before }: SealedValue, sealed: string | null) =>
    hasChanged(
      await db()
        .updateTable("connection")
        .set({ [column]: sealed })
        .where("id", "=", id)
        .where(column, "=", before)
        .executeTakeFirst(),
    );
  return {
    table: "connection",
    column,
    async page(prefix, after, limit) {
      const rows = await db()
        .selectFrom("connection")
        .select(["id", "organization_id", "provider"])
        .select((eb) => eb.ref(column).$notNull().as("sealed"))
        .where(column, "is not", null)
        .where((eb) => eb.not(eb.fn<boolean>("starts_with", [column, eb.val(prefix)])))
        .where("id", ">", after)
        .orderBy("id")
        .limit(limit)
        .execute();
      return rows.map(({ id, sealed, organization_id: organizationId, provider }) => ({
        id,
        sealed,
        context: () => ({ organizationId, rowId: id, provider, field }),
      }));
    },
    replace,
    ...(column === "sealed_access_token" && { drop: (value) => replace(value, null) }),
  };
}

const drafts: SealedColumn = {
  table: "draft",
  column: "sealed",
  async page(prefix, after, limit) {
    const rows = await db()
      .selectFrom("draft")
      .select(["id", "user_id", "kind", "target_id"])
      .select((eb) => eb.ref("sealed").$notNull().as("sealed"))
      .where("sealed", "is not", null)
      .where((eb) => eb.not(eb.fn<boolean>("starts_with", ["sealed", eb.val(prefix)])))
      .where("id", ">", after)
      .orderBy("id")
      .limit(limit)
      .execute();
    return rows.map(({ id, sealed, user_id: userId, kind, target_id: targetId }) => ({
      id,
      sealed,
      async context() {
        const key = { kind, targetId };
        const owner = await draftOwner(db(), key);
        if (!owner) throw new Error("A new ticket's draft is never sealed.");
        return draftSealContext({ userId }, key, owner);
      },
    }));
  },
  replace: async ({ id, sealed: before }, sealed) =>
    hasChanged(
      await db()
        .updateTable("draft")
        .set({ sealed })
        .where("id", "=", id)
        .where("sealed", "=", before)
        .executeTakeFirst(),
    ),
};

const messages: SealedColumn = {
  table: "submission",
  column: "sealed_message",
  async page(prefix, after, limit) {
    const rows = await db()
      .selectFrom("submission")
      .select(["id", "organization_id"])
      .select((eb) => eb.ref("sealed_message").$notNull().as("sealed"))
      .where("sealed_message", "is not", null)
      .where((eb) => eb.not(eb.fn<boolean>("starts_with", ["sealed_message", eb.val(prefix)])))
      .where("id", ">", after)
      .orderBy("id")
      .limit(limit)
      .execute();
    return rows.map(({ sealed, ...row }) => ({
      id: row.id,
      sealed,
      context: () => messageSealContext(row),
    }));
  },
  replace: async ({ id, sealed: before }, sealed) =>
    hasChanged(
      await db()
        .updateTable("submission")
        .set({ sealed_message: sealed })
        .where("id", "=", id)
        .where("sealed_message", "=", before)
        .executeTakeFirst(),
    ),
};

const mails: SealedColumn = {
  table: "mail",
  column: "sealed_body",
  async page(prefix, after, limit) {
    const rows = await db()
      .selectFrom("mail")
      .select("id")
      .select((eb) => eb.ref("sealed_body").$notNull().as("sealed"))
      .where("sealed_body", "is not", null)
      .where((eb) => eb.not(eb.fn<boolean>("starts_with", ["sealed_body", eb.val(prefix)])))
      .where("id", ">", after)
      .orderBy("id")
      .limit(limit)
      .execute();
    return rows.map((row) => ({ ...row, context: () => mailSealContext(row.id) }));
  },
  replace: async ({ id, sealed: before }, sealed) =>
    hasChanged(
      await db()
        .updateTable("mail")
        .set({ sealed_body: sealed })
        .where("id", "=", id)
        .where("sealed_body", "=", before)
        .executeTakeFirst(),
    ),
};

const authenticators: SealedColumn = {
  table: "authenticator",
  column: "sealed_secret",
  async page(prefix, after, limit) {
    const rows = await db()
      .selectFrom("authenticator")
      .select(["user_id as id", "sealed_secret as sealed"])
      .where((eb) => eb.not(eb.fn<boolean>("starts_with", ["sealed_secret", eb.val(prefix)])))
      .where("user_id", ">", after)
      .orderBy("user_id")
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      ...row,
      context: () => ofPortal(row.id, "authenticator"),
    }));
  },
  replace: async ({ id, sealed: before }, sealed) =>
    hasChanged(
      await db()
        .updateTable("authenticator")
        .set({ sealed_secret: sealed })
        .where("user_id", "=", id)
        .where("sealed_secret", "=", before)
        .executeTakeFirst(),
    ),
};

const pushSubscriptions: SealedColumn = {
  table: "push_subscription",
  column: "sealed_subscription",
  async page(prefix, after, limit) {
    const rows = await db()
      .selectFrom("push_subscription")
      .select(["id", "sealed_subscription as sealed"])
      .where((eb) => eb.not(eb.fn<boolean>("starts_with", ["sealed_subscription", eb.val(prefix)])))
      .where("id", ">", after)
      .orderBy("id")
      .limit(limit)
      .execute();
    return rows.map((row) => ({ ...row, context: () => ofPortal(row.id, "push-subscription") }));
  },
  replace: async ({ id, sealed: before }, sealed) =>
    hasChanged(
      await db()
        .updateTable("push_subscription")
        .set({ sealed_subscription: sealed })
        .where("id", "=", id)
        .where("sealed_subscription", "=", before)
        .executeTakeFirst(),
    ),
};

const portalKeys: SealedColumn = {
  table: "portal_key",
  column: "sealed_private_key",
  async page(prefix, after, limit) {
    const rows = await db()
      .selectFrom("portal_key")
      .select(["id", "sealed_private_key as sealed"])
      .where((eb) => eb.not(eb.fn<boolean>("starts_with", ["sealed_private_key", eb.val(prefix)])))
      .where("id", ">", after)
      .orderBy("id")
      .limit(limit)
      .execute();
    return rows.map((row) => ({ ...row, context: () => ofPortal(row.id, "portal-key") }));
  },
  replace: async ({ id, sealed: before }, sealed) =>
    hasChanged(
      await db()
        .updateTable("portal_key")
        .set({ sealed_private_key: sealed })
        .where("id", "=", id)
        .where("sealed_private_key", "=", before)
        .executeTakeFirst(),
    ),
};

const webhookSecrets: SealedColumn = {
  table: "webhook",
  column: "sealed_secret",
  async page(prefix, after, limit) {
    const rows = await db()
      .selectFrom("webhook")
      .select(["id", "organization_id as organizationId", "sealed_secret as sealed"])
      .where((eb) => eb.not(eb.fn<boolean>("starts_with", ["sealed_secret", eb.val(prefix)])))
      .where("id", ">", after)
      .orderBy("id")
      .limit(limit)
      .execute();
    return rows.map(({ organizationId, ...row }) => ({
      ...row,
      context: () => ({ ...ofPortal(row.id, "webhook-secret"), organizationId }),
    }));
  },
  replace: async ({ id, sealed: before }, sealed) =>
    hasChanged(
      await db()
        .updateTable("webhook")
        .set({ sealed_secret: sealed })
        .where("id", "=", id)
        .where("sealed_secret", "=", before)
        .executeTakeFirst(),
    ),
};

/** Every column that holds sealed values; a test compares them with the database's schema. */
export const SEALED_COLUMNS: readonly SealedColumn[] = [
  connectionColumn("sealed_credential", "credential"),
  connectionColumn("sealed_access_token", "access-token"),
  drafts,
  messages,
  mails,
  authenticators,
  pushSubscriptions,
  portalKeys,
  webhookSecrets,
];

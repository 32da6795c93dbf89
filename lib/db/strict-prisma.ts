import type { Prisma, PrismaClient } from "./generated/client";

type ModelName = Uncapitalize<Prisma.ModelName>;
type OperationName = keyof Prisma.TypeMap["model"]["User"]["operations"];

type KeyOf<Allowed> = Allowed extends object ? keyof Allowed : never;
type ValueOf<Allowed, Key> = Allowed extends object
  ? Key extends keyof Allowed
    ? Allowed[Key]
    : never
  : never;
type ItemOf<Allowed> = Allowed extends ReadonlyArray<infer Item> ? Item : Allowed;

/** Turns a time, and the value of a key that `Allowed` does not have, into `never`, at any depth. */
type Known<Given, Allowed> = Given extends Date
  ? never
  : Given extends Uint8Array
    ? Given
    : Given extends readonly unknown[]
      ? { [Key in keyof Given]: Known<Given[Key], ItemOf<Allowed>> }
      : Given extends object
        ? {
            [Key in keyof Given]: Key extends KeyOf<Allowed>
              ? Known<Given[Key], ValueOf<Allowed, Key>>
              : never;
          }
        : Given;

type Exact<Args, Allowed> = Prisma.Exact<Args, Allowed> & Known<Args, Allowed>;

type Operation<Delegate, Name extends OperationName> = <Args>(
  ...args: object extends Prisma.Args<Delegate, Name>
    ? [args?: Exact<Args, Prisma.Args<Delegate, Name>>]
    : [args: Exact<Args, Prisma.Args<Delegate, Name>>]
) => Prisma.PrismaPromise<Prisma.Result<Delegate, Args, Name>>;

type Models = {
  [Model in ModelName]: {
    [Name in OperationName & keyof PrismaClient[Model]]: Operation<PrismaClient[Model], Name>;
  };
};

/**
 * A Prisma client that takes no unknown key and no time, at any depth. Since TypeScript 6, Prisma's
 * own types accept an unknown key beside a known one (github.com/prisma/orm/issues/29519). Its
 * adapter sends times without their offset, which PostgreSQL reads in the session's time zone.
 */
export type StrictPrisma = Models & Omit<Prisma.TransactionClient, ModelName | "$transaction">;

/**
 * Throws for what the types let through: a time, and a condition whose value is undefined, which
 * Prisma would leave out.
 */
export function assertSafeArguments(value: unknown, isCondition = false): void {
  if (value instanceof Date) throw new TypeError("Write times with Kysely: Prisma drops the zone.");
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return;
  for (const [key, part] of Object.entries(value)) {
    const isOfCondition = isCondition || key === "where";
    if (isOfCondition && part === undefined)
      throw new TypeError(`The condition on ${key} has no value.`);
    assertSafeArguments(part, isOfCondition);
  }
}

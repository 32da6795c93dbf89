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

/** Turns the value of a key that `Allowed` does not have into `never`, at any depth. */
type Known<Given, Allowed> = Given extends Date | Uint8Array
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
 * A Prisma client that takes no unknown key, at any depth. Since TypeScript 6, Prisma's own types
 * accept one beside a known key (github.com/prisma/orm/issues/29519).
 */
export type StrictPrisma = Models & Omit<Prisma.TransactionClient, ModelName | "$transaction">;

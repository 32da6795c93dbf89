// The compiler checks queries of Kysely and Prisma. It cannot check SQL text, which stays in the
// mirror's writer, where a test prepares each statement, and in lib/db.
const MESSAGE =
  "Write a typed query (lib/db/kysely.ts, lib/db/prisma.ts). SQL text belongs to lib/mirror/write.";

/** A whole statement or a subquery; expressions in a template of Kysely's are fine. */
const STATEMENT =
  /\bSELECT\s|\bINSERT\s+INTO\b|\bDELETE\s+FROM\b|\bUPDATE\s+[\w".]+(?:\s+\w+)?\s+SET\b|^\s*(?:BEGIN|COMMIT|ROLLBACK|LOCK\s+TABLE|TRUNCATE|SET\s+LOCAL)\b/;
const RAW_METHOD = /^\$(?:query|execute)Raw(?:Unsafe|Typed)?$/;
const RAW_OBJECT = /^(?:sql|CompiledQuery)$/;

const methodOf = ({ callee }) =>
  callee.type === "MemberExpression" && !callee.computed ? callee.property.name : undefined;

function isRawCall(node) {
  const method = methodOf(node);
  if (method === undefined) return false;
  if (method === "query" && node.arguments.length > 0) return true;
  if (RAW_METHOD.test(method)) return true;
  return method === "raw" && RAW_OBJECT.test(node.callee.object.name ?? "");
}

const noRawSql = {
  meta: { type: "problem", schema: [], messages: { raw: MESSAGE } },
  create(context) {
    const report = (node) => context.report({ node, messageId: "raw" });
    return {
      Literal(node) {
        if (typeof node.value === "string" && STATEMENT.test(node.value)) report(node);
      },
      TemplateLiteral(node) {
        const text = node.quasis.map(({ value }) => value.cooked ?? value.raw).join(" ? ");
        if (STATEMENT.test(text)) report(node);
      },
      CallExpression(node) {
        if (isRawCall(node)) report(node);
      },
      TaggedTemplateExpression({ tag }) {
        if (tag.type === "MemberExpression" && RAW_METHOD.test(tag.property.name)) report(tag);
      },
      ImportDeclaration(node) {
        const isWriter = /\/mirror\/write\/statement$/.test(node.source.value);
        if (isWriter && node.importKind !== "type") report(node);
      },
    };
  },
};

export const RAW_SQL_RULE = "ticketbridge/no-raw-sql";

export const rawSqlBan = [
  {
    files: ["{app,lib,components}/**/*.{ts,tsx}", "middleware.ts", "instrumentation*.ts"],
    ignores: ["lib/db/**", "lib/mirror/write/**", "**/*.test.{ts,tsx}"],
    plugins: { ticketbridge: { rules: { "no-raw-sql": noRawSql } } },
    rules: { [RAW_SQL_RULE]: "error" },
  },
];

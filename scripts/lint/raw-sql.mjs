// The compiler checks queries of Kysely and Prisma. It cannot check SQL text, which stays in the
// mirror's writer, where a test prepares each statement, and in lib/db.
const MESSAGE =
  "Write a typed query (lib/db/kysely.ts, lib/db/prisma.ts). SQL text belongs to lib/mirror/write.";

/** A whole statement or a subquery; expressions in a template of Kysely's are fine. */
const STATEMENT =
  /\bSELECT\s|\bINSERT\s+INTO\b|\bDELETE\s+FROM\b|\bMERGE\s+INTO\b|\bUPDATE\s+\S+(?:\s+(?:AS\s+)?\w+)?\s+SET\b|^\s*(?:BEGIN|COMMIT|ROLLBACK|LOCK|TABLE|TRUNCATE|NOTIFY|SET\s+(?:LOCAL|\w+\s*(?:=|TO)))\s/;
/** Sentences of the product have such words too, but not in a template of Kysely's. */
const IN_ANY_CASE = new RegExp(STATEMENT.source, "i");
const RAW_METHOD = /^\$(?:query|execute)Raw(?:Unsafe|Typed)?$/;
const RAW_OBJECT = /^(?:sql|CompiledQuery)$/;
const WRITER = /(?:^|\/)write\/declare-statement$/;

const nameOf = (node) => (node.type === "MemberExpression" ? node.property.name : node.name);
const methodOf = ({ callee }) =>
  callee.type === "MemberExpression" && !callee.computed ? callee.property.name : undefined;
const isKyselys = (node) => node.type === "TaggedTemplateExpression" && nameOf(node.tag) === "sql";

function isRawCall(node) {
  const method = methodOf(node);
  if (method === undefined) return false;
  if (method === "query" && node.arguments.length > 0) return true;
  if (method === "execute" && isKyselys(node.callee.object)) return true;
  if (RAW_METHOD.test(method)) return true;
  return method === "raw" && RAW_OBJECT.test(nameOf(node.callee.object) ?? "");
}

/** Another name would hide what it is. */
function isRenamed(specifier) {
  if (specifier.type === "ImportNamespaceSpecifier") return true;
  const { imported, local } = specifier;
  return RAW_OBJECT.test(imported?.name ?? "") && imported.name !== local.name;
}

const noRawSql = {
  meta: { type: "problem", schema: [], messages: { raw: MESSAGE } },
  create(context) {
    const report = (node) => context.report({ node, messageId: "raw" });
    const checkSource = (node) => {
      const isType = node.importKind === "type" || node.exportKind === "type";
      if (!isType && WRITER.test(node.source?.value ?? "")) report(node);
    };
    return {
      Literal(node) {
        if (typeof node.value === "string" && STATEMENT.test(node.value)) report(node);
      },
      TemplateLiteral(node) {
        const text = node.quasis.map(({ value }) => value.cooked ?? value.raw).join(" ? ");
        if ((isKyselys(node.parent) ? IN_ANY_CASE : STATEMENT).test(text)) report(node);
      },
      CallExpression(node) {
        if (isRawCall(node)) report(node);
      },
      TaggedTemplateExpression({ tag }) {
        if (tag.type === "MemberExpression" && RAW_METHOD.test(tag.property.name)) report(tag);
      },
      ImportDeclaration(node) {
        checkSource(node);
        if (node.source.value === "kysely" && node.specifiers.some(isRenamed)) report(node);
      },
      ExportNamedDeclaration: checkSource,
      ExportAllDeclaration: checkSource,
      ImportExpression: checkSource,
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

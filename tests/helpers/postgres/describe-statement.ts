import type pg from "pg";

interface DescribedColumn {
  name: string;
  /** 0 for an expression. */
  tableID: number;
  columnID: number;
  dataTypeID: number;
}

export interface StatementDescription {
  /** Ids of types. */
  parameters: number[];
  columns: DescribedColumn[];
}

/** Has the server parse and describe a statement by the extended protocol, without running it. */
export function describeStatement(client: pg.Client, text: string): Promise<StatementDescription> {
  return new Promise((resolve, reject) => {
    const description: StatementDescription = { parameters: [], columns: [] };
    const onParameters = ({ dataTypeIDs }: { dataTypeIDs: number[] }) => {
      description.parameters = dataTypeIDs;
    };
    const end = (settle: () => void) => {
      client.connection.off("parameterDescription", onParameters);
      settle();
    };
    client.query({
      submit(connection: pg.Connection) {
        connection.on("parameterDescription", onParameters);
        connection.parse({ name: "", text, types: [] }, true);
        connection.describe({ type: "S", name: "" }, true);
        connection.sync();
      },
      handleRowDescription({ fields }: { fields: DescribedColumn[] }) {
        description.columns = fields;
      },
      handleError: (error: Error) => end(() => reject(error)),
      handleReadyForQuery: () => end(() => resolve(description)),
    } as pg.Submittable);
  });
}

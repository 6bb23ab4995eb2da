import pg from "pg";

// What a flight uses of pg's insides, which its types leave out.
type Wire = {
  parsedStatements: Record<string, string>;
  submittedNamedStatements: Record<string, string>;
  parse(message: { name: string | undefined; text: string }): void;
  bind(message: { statement: string | undefined; values: unknown[] }): void;
  describe(message: { type: "P" }): void;
  execute(message: object): void;
  sync(): void;
  _send(message: Buffer): unknown;
  /** Set while a flight writes down what it sends. */
  outbox: Buffer[] | null;
};
const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): unknown } }).utils;
const { _send } = pg.Connection.prototype as unknown as Wire;

/** Lets a client's connection carry flights: what is sent while one boards is kept, and leaves as one. */
export const carryFlights = (client: pg.Client): void =>
  void Object.assign((client as unknown as { connection: Wire }).connection, carrying);
// One object for all connections, since V8 has to look up only once what it does.
const carrying: Pick<Wire, "outbox" | "_send"> = {
  outbox: null,
  _send(this: Wire, message) {
    return this.outbox ? this.outbox.push(message) : _send.call(this, message);
  },
};

export type Statement = {
  /** What PostgreSQL keeps it under. Without one it is parsed anew. */
  name: string | undefined;
  text: string;
  values: unknown[];
  answered: (error: Error | null, result: Result) => void;
};
type Result = { command: string; rowCount: number; rows: object[]; fields: pg.FieldDef[] };
type Column = { name: string; parse: (text: string) => unknown };
/** What the rows of a statement look like. */
type Shape = { fields: pg.FieldDef[]; columns: Column[] };
/** By the statement's name, as a connection has learnt it: it is told once. */
export type Shapes = Map<string, Shape>;
const noRows: Shape = { fields: [], columns: [] };

/**
 * Statements that leave in one write, with one Sync behind them all, so that PostgreSQL answers in one write too. pg by
 * itself sends a Sync after each, and each answer wakes this process up.
 *
 * Where one fails, those behind it are skipped and refused with 25P02, as in any transaction that has failed.
 */
export class Flight extends pg.Query {
  readonly #statements: Statement[] = [];
  readonly #results: Result[] = [];
  readonly #shapes: Shapes;
  readonly #types: pg.CustomTypesConfig;
  /** Which one is being answered, and with which rows. */
  #place = 0;
  #shape: Shape | undefined;
  #rows: object[] = [];

  constructor(shapes: Shapes, types: pg.CustomTypesConfig) {
    super("");
    this.#shapes = shapes;
    this.#types = types;
  }

  /** Takes a statement along. Throws where a value cannot be sent. */
  add({ name, text, values, answered }: Statement): void {
    this.#statements.push({ name, text, values: values.map(prepareValue), answered });
  }

  override submit = (connection: unknown): null => {
    const wire = connection as Wire;
    const { parsedStatements, submittedNamedStatements } = wire;
    const messages: Buffer[] = [];
    wire.outbox = messages;
    for (const { name, text, values } of this.#statements) {
      if (name === undefined || !(name in parsedStatements || name in submittedNamedStatements)) {
        wire.parse({ name, text });
        if (name !== undefined) submittedNamedStatements[name] = text;
      }
      wire.bind({ statement: name, values });
      if (name === undefined || !this.#shapes.has(name)) wire.describe({ type: "P" });
      wire.execute({});
    }
    wire.sync();
    wire.outbox = null;
    wire._send(Buffer.concat(messages));
    return null;
  };

  // pg asks for these when PostgreSQL has parsed a statement.
  get name(): string | undefined {
    return this.#statements[this.#place]?.name;
  }
  set name(_: unknown) {}
  get text(): string | undefined {
    return this.#statements[this.#place]?.text;
  }
  set text(_: unknown) {}

  handleRowDescription({ fields }: { fields: pg.FieldDef[] }): void {
    this.#shape = {
      fields,
      columns: fields.map(({ name, dataTypeID }) => ({
        name,
        parse: this.#types.getTypeParser(dataTypeID, "text") as Column["parse"],
      })),
    };
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    const { columns } = this.#shapeNow();
    const row: Record<string, unknown> = {};
    for (let place = 0; place < columns.length; place++) {
      const { name, parse } = columns[place]!;
      const value = fields[place]!;
      row[name] = value === null ? null : parse(value);
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const { fields } = this.#shapeNow();
    this.#results.push({
      command: /^\w+/.exec(text)![0],
      rowCount: Number(/\d+$/.exec(text)?.[0] ?? 0),
      rows: this.#rows,
      fields,
    });
    const { name } = this;
    if (name !== undefined) this.#shapes.set(name, this.#shapeNow());
    this.#place++;
    this.#rows = [];
    this.#shape = undefined;
  }

  #shapeNow(): Shape {
    this.#shape ??= (this.name !== undefined && this.#shapes.get(this.name)) || noRows;
    return this.#shape;
  }

  /** Only now it is certain: what is in no transaction is committed by the Sync. */
  handleReadyForQuery(): void {
    for (const [place, { answered }] of this.#statements.entries()) answered(null, this.#results[place]!);
  }

  handleError(error: Error, wire?: Wire): void {
    const failed = Math.min(this.#place, this.#statements.length - 1);
    for (const [place, { name, answered }] of this.#statements.entries()) {
      const result = this.#results[place]!;
      if (place < failed) answered(null, result);
      else {
        if (name !== undefined) delete wire?.submittedNamedStatements[name];
        answered(place === failed || !isRefusal(error) ? error : skipped(), result);
      }
    }
  }
}

/** PostgreSQL's word on one statement, after which it goes on; else the connection is lost to all of them. */
const isRefusal = (error: Error) => (error as { severity?: string }).severity === "ERROR";
const skipped = () =>
  Object.assign(new Error("current transaction is aborted, commands ignored until end of transaction block"), {
    code: "25P02",
  });

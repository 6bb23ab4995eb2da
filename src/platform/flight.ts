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
/**
 * A statement over a list of items, which its text takes as `$1` (JSON, each with its `place` in the list), and the values
 * that follow. What it answers for an item says so in a column `place`.
 */
export type Batch = {
  name: string | undefined;
  text: string;
  items: object[];
  rest: unknown[];
  answered: (error: Error | null, result: Result) => void;
};
/** Several of them as they leave: as one statement. */
type Joined = {
  place: number;
  items: object[];
  rest: unknown[];
  askers: { from: number; to: number; answered: Batch["answered"] }[];
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
  readonly #statements: (Statement & { joined?: Joined })[] = [];
  readonly #batches = new Map<string, Joined>();
  /** Where the last statement of each who asks is. */
  readonly #lastOf = new Map<object | null, number>();
  readonly #results: Result[] = [];
  readonly #shapes: Shapes;
  readonly #types: pg.CustomTypesConfig;
  /** Hears of what PostgreSQL refuses, before whoever asked. */
  readonly #refused: (error: Error) => void;
  /** Which one is being answered, and with which rows. */
  #place = 0;
  #shape: Shape | undefined;
  #rows: object[] = [];

  constructor(shapes: Shapes, types: pg.CustomTypesConfig, refused: (error: Error) => void = () => {}) {
    super("");
    this.#shapes = shapes;
    this.#types = types;
    this.#refused = refused;
  }

  /** Takes a statement along. Throws where a value cannot be sent. `asker`: one of several who share the transaction. */
  add({ name, text, values, answered }: Statement, asker: object | null = null): void {
    this.#lastOf.set(asker, this.#statements.length);
    this.#statements.push({ name, text, values: values.map(prepareValue), answered });
  }

  /** Takes a batch along, in one statement with others of its text and values: PostgreSQL begins and ends it only once. */
  addBatch({ name, text, items, rest, answered }: Batch, asker: object | null = null): void {
    let joined = this.#batches.get(text);
    if (!joined || !this.#mayJoin(joined, rest, asker)) {
      joined = { place: this.#statements.length, items: [], rest, askers: [] };
      this.#batches.set(text, joined);
      this.#statements.push({ name, text, values: [], answered: answeringAll(joined), joined });
    }
    const from = joined.items.length;
    for (const item of items) joined.items.push({ ...item, place: joined.items.length });
    joined.askers.push({ from, to: joined.items.length, answered });
    this.#lastOf.set(asker, joined.place);
  }

  /** Nobody's statements change their order, and what is asked for all who share the transaction stays where it is. */
  #mayJoin({ place, rest }: Joined, values: unknown[], asker: object | null): boolean {
    const before = Math.max(this.#lastOf.get(asker) ?? 0, this.#lastOf.get(null) ?? 0);
    return before <= place && rest.every((value, index) => value === values[index]);
  }

  override submit = (connection: unknown): null => {
    const wire = connection as Wire;
    const { parsedStatements, submittedNamedStatements } = wire;
    const messages: Buffer[] = [];
    wire.outbox = messages;
    for (const { name, text, values: own, joined } of this.#statements) {
      const values = joined ? [JSON.stringify(joined.items), ...joined.rest.map(prepareValue)] : own;
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
    this.#refused(error);
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

/** Gives each who asked the answers to their own items. */
const answeringAll =
  ({ askers }: Joined): Statement["answered"] =>
  (error, result) => {
    for (const { from, to, answered } of askers)
      answered(error, error || askers.length === 1 ? result : { ...result, rows: ofItems(result.rows, from, to) });
  };
const ofItems = (rows: object[], from: number, to: number) =>
  (rows as { place: number }[])
    .filter(({ place }) => place >= from && place < to)
    .map((row) => ({ ...row, place: row.place - from }));

/** PostgreSQL's word on one statement, after which it goes on; else the connection is lost to all of them. */
const isRefusal = (error: Error) => (error as { severity?: string }).severity === "ERROR";
const skipped = () =>
  Object.assign(new Error("current transaction is aborted, commands ignored until end of transaction block"), {
    code: "25P02",
  });

import { sql } from "kysely";
import type { BatchResult, ImportRow } from "../../../../platform/csv/import.ts";
import type { RowProblem } from "../../../../platform/csv/report.ts";
import type { Row } from "../../../../platform/database.ts";
import type { Context } from "../../../../platform/operation.ts";
import { settingsOf } from "../../company/settings.ts";
import { emitAppointment } from "../payload.ts";
import { readAppointments } from "../view.ts";
import type { Catalogue } from "./catalogue.ts";
import type { Cells } from "./columns.ts";
import { BadRow } from "./directory.ts";
import { type Draft, draftOf } from "./draft.ts";
import { adoptHandles } from "./handles.ts";
import { insertAll, type Ready } from "./insert.ts";
import { findPeople, guestOf, type Who, whoIs } from "./people.ts";
import { readStored, recognise } from "./stored.ts";
import { lockAllCalendars, openCalendars } from "./time.ts";
import { changesOf, movesAny, type Update, updateAll } from "./update.ts";

type Rows = ImportRow<Cells>[];
type Someone<Of> = Of & { who: Who };

/** Stores a batch of appointments from a file in a handful of statements. Rows about one appointment are taken in turn. */
export async function storeAppointments(context: Context, catalogue: Catalogue, rows: Rows): Promise<BatchResult> {
  const result: BatchResult = { created: 0, updated: 0, unchanged: 0, problems: [] };
  for (const distinct of withoutTwins(rows)) await storeBatch(context, catalogue, distinct, result);
  result.problems.sort((one, other) => one.line - other.line);
  return result;
}

function* withoutTwins(rows: Rows): Generator<Rows> {
  let seen = new Set<string>();
  let distinct: Rows = [];
  for (const row of rows) {
    const { id, uid } = row.value;
    const marks = [...(id ? [`id ${id}`] : []), ...(uid ? [`uid ${uid}`] : [])];
    if (marks.some((mark) => seen.has(mark))) {
      yield distinct;
      [seen, distinct] = [new Set(), []];
    }
    for (const mark of marks) seen.add(mark);
    distinct.push(row);
  }
  if (distinct.length > 0) yield distinct;
}

async function storeBatch(context: Context, catalogue: Catalogue, rows: Rows, result: BatchResult) {
  const { updates, drafts, unchanged } = await sortOut(context, catalogue, rows, result.problems);
  const welcome = await withHandles(context, drafts, result.problems);
  const requests = welcome.flatMap(({ request }) => request ?? []);
  if (requests.length > 0 || movesAny(updates)) await lockAllCalendars(context);
  const changed = await updateAll(context, await withCustomers(context, updates, result.problems));
  const timed = giveTime(await openCalendars(context, requests), welcome, result.problems);
  const ids = await insertAll(context, await withPeople(context, catalogue, timed, result.problems));
  await tell(context, catalogue, ids);
  result.created += ids.length;
  result.updated += changed.updated;
  result.unchanged += unchanged + changed.unchanged;
  result.problems.push(...changed.problems);
}

/** Which rows change something, which are new, and how many say what is stored. */
async function sortOut(context: Context, catalogue: Catalogue, rows: Rows, problems: RowProblem[]) {
  const known = await readStored(context, rows);
  const updates: Someone<Update>[] = [];
  const drafts: Someone<Draft>[] = [];
  let unchanged = 0;
  for (const row of rows) {
    try {
      const stored = recognise(known, row.value);
      const who = whoIs(row.value, stored);
      if (!stored) {
        drafts.push({ ...draftOf(context, catalogue, row), who });
        continue;
      }
      const changes = changesOf(catalogue, row, stored);
      if (changes === null && who === "as stored") unchanged += 1;
      else updates.push({ line: row.line, stored, cells: row.value, changes: changes ?? { notify: false }, who });
    } catch (error) {
      if (!(error instanceof BadRow)) throw error;
      problems.push(error.at(row));
    }
  }
  return { updates, drafts, unchanged };
}

async function withHandles<Row extends Draft>(context: Context, drafts: Row[], problems: RowProblem[]): Promise<Row[]> {
  const others = await adoptHandles(
    context,
    drafts.flatMap(({ cells }) => cells.uid ?? []),
  );
  const refused = drafts.filter(({ cells }) => cells.uid && others.has(cells.uid));
  for (const draft of refused)
    problems.push(new BadRow("uid", "Is another business's. Leave it empty to get a new one").at(draft));
  return drafts.filter((draft) => !refused.includes(draft));
}

type Timed = Someone<Draft> & Pick<Ready, "takenBy" | "claims">;
function giveTime(
  calendars: Awaited<ReturnType<typeof openCalendars>>,
  drafts: Someone<Draft>[],
  problems: RowProblem[],
): Timed[] {
  return drafts.flatMap((draft) => {
    if (!draft.request) return [{ ...draft, takenBy: draft.employee, claims: [] }];
    const taken = calendars.take(draft.request);
    if (!("inTheWay" in taken)) return [{ ...draft, takenBy: taken.employee, claims: taken.claims }];
    const who = taken.inTheWay === "resource" ? "What it needs is" : `${draft.employee?.name ?? "Everybody"} is`;
    problems.push(new BadRow("startTime", `${who} taken then, buffers included`).at(draft));
    return [];
  });
}

/** Changes that name another customer get their id. */
async function withCustomers(context: Context, updates: Someone<Update>[], problems: RowProblem[]): Promise<Update[]> {
  const named = updates.flatMap(({ who, cells }) => (isSomebody(who) ? [{ who, cells }] : []));
  const found = (await findPeople(context, named)).values();
  return updates.flatMap((update) => {
    if (update.who === "as stored") return [update];
    const customer = update.who === null ? null : found.next().value!;
    if (!(customer instanceof BadRow))
      return [{ ...update, changes: { ...update.changes, customerId: customer?.id ?? null } }];
    problems.push(customer.at(update));
    return [];
  });
}

/** New appointments with their customer or guests, found or made in one go. */
async function withPeople(context: Context, { business }: Catalogue, drafts: Timed[], problems: RowProblem[]) {
  const named = drafts.flatMap(({ who, cells }) => [
    ...(isSomebody(who) ? [{ who, cells }] : []),
    ...(cells.attendees ?? []).map((guest) => ({ who: guestOf(guest), cells })),
  ]);
  const found = (await findPeople(context, named)).values();
  return drafts.flatMap((draft): Ready[] => {
    const { who, cells, isGroup } = draft;
    const customer = isSomebody(who) ? found.next().value! : null;
    const guests = (cells.attendees ?? []).map((guest) => ({ guest, customer: found.next().value! }));
    const wrong = [customer, ...guests.map((one) => one.customer)].find((one) => one instanceof BadRow);
    if (wrong) {
      problems.push(new BadRow(customer === wrong ? wrong.field : "attendees", wrong.message).at(draft));
      return [];
    }
    const known = customer as Row<"customers"> | null;
    const seats = guests.map(({ guest, customer }) => ({ ...guest, customer: customer as Row<"customers"> }));
    const { name, email, phone } = known ?? { name: "", email: null, phone: null };
    const first = known
      ? [{ customer: known, name, email, phone, status: "booked" as const, customFields: cells.customFields ?? {} }]
      : [];
    return [
      {
        ...draft,
        customer: known,
        seats: isGroup ? [...first, ...seats] : [],
        timeZone: cells.timeZone ?? known?.timeZone ?? draft.zone,
        language: cells.language ?? known?.language ?? business.language,
      },
    ];
  });
}

const isSomebody = (who: Who): who is Exclude<Who, null | "as stored"> => who !== null && who !== "as stored";

/** Webhooks hear of imports as of everything else; people are not written to about what they know. */
async function tell(context: Context, { business }: Catalogue, ids: number[]) {
  if (ids.length === 0) return;
  const sender = { name: business.name, email: settingsOf(business).email };
  for (const appointment of await readAppointments(context, sql`a.id = any(${ids})`)) {
    const { id, status } = appointment;
    context.audit({ action: "appointment.created", subject: "appointment", subjectId: id, after: appointment });
    await emitAppointment(context, "SERVICE_BOOKING_CREATED", appointment, sender, {
      kind: status === "pending" ? "requested" : "booked",
      by: context.caller.name,
      silent: true,
    });
  }
}

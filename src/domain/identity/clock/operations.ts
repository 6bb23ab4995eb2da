import { z } from "zod";
import { DomainError, forbidden } from "../../../platform/errors.ts";
import { type Context, operation, type SettableClock } from "../../../platform/operation.ts";
import { epoch, Instant, iso } from "../../../platform/schemas.ts";
import "../tables.ts";

// The installation's own time, which a sandbox may set and move so that tomorrow's reminder can be seen today.

const address = "/api/sandbox/clock";
const tenYears = 10 * 366 * 86_400;

const Clock = z
  .object({
    now: Instant,
    offsetSeconds: z.number().meta({ description: "How far the clock is ahead of real time" }),
    mode: z.literal("sandbox"),
  })
  .meta({ id: "SandboxClock" });

const ClockChange = z
  .strictObject({
    now: Instant.optional(),
    advanceSeconds: z.int().min(-tenYears).max(tenYears).optional(),
  })
  .refine(({ now, advanceSeconds }) => (now === undefined) !== (advanceSeconds === undefined), {
    error: "Send either now or advanceSeconds",
    path: ["now"],
  });

export const getClock = operation({
  name: "clock.get",
  http: `GET ${address}`,
  access: "settings:read",
  summary: "Read the installation's clock (CLOCK=virtual alone)",
  output: Clock,
  run: async (context) => told(context.now, settable(context).offset()),
});

export const setClock = operation({
  name: "clock.set",
  http: `PATCH ${address}`,
  access: "settings:write",
  summary: "Set or move the installation's clock (CLOCK=virtual alone)",
  description:
    "For every business of this installation, so it is meant for sandboxes and tests, with one process. Whatever was due in between happens at once; after a step back, nothing that happened is undone.",
  body: ClockChange,
  output: Clock,
  async run(context, { now, advanceSeconds = 0 }) {
    const clock = settable(context);
    const before = await lockOffset(context, clock.offset());
    const realNow = context.now - clock.offset();
    const after = now === undefined ? before + advanceSeconds * 1000 : epoch(now) - realNow;
    await context.db
      .updateTable("installation")
      .set({ value: String(after) })
      .where("name", "=", "clock_offset")
      .execute();
    await clock.shiftJobs(context.db, after - before);
    context.audit({
      action: "clock.updated",
      subject: "clock",
      subjectId: null,
      before: { now: iso(realNow + before) },
      after: { now: iso(realNow + after) },
    });
    context.afterCommit(() => clock.setOffset(after));
    return told(realNow + after, after);
  },
});

/** Throws FORBIDDEN unless the clock can be set and its owner asks. */
function settable({ services, caller }: Context): SettableClock {
  if (!services.clock)
    throw new DomainError(
      forbidden,
      "This installation runs on real time. Start it with CLOCK=virtual to set or move its clock.",
    );
  if (caller.role !== "owner" && caller.kind !== "system")
    throw new DomainError(forbidden, "Only an owner may use the installation's clock.");
  return services.clock;
}

/** The offset as it is stored, kept to this transaction: two moves at once add up. */
async function lockOffset({ db }: Context, current: number): Promise<number> {
  const { value } = await db
    .insertInto("installation")
    .values({ name: "clock_offset", value: String(current) })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ name: "clock_offset" }))
    .returning("value")
    .executeTakeFirstOrThrow();
  return Number(value);
}

const told = (now: number, offset: number) => ({
  now: iso(now),
  offsetSeconds: offset / 1000,
  mode: "sandbox" as const,
});

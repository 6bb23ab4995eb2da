import { type App, asSystem } from "../app.ts";
import { hashPassword } from "../domain/identity/passwords/hash.ts";
import { welcomeMember } from "../domain/scheduling/me/welcome.ts";
import { calendarFor } from "../domain/services/employees/link.ts";
import type { Context } from "../platform/operation.ts";
import { findRecord } from "../platform/records.ts";
import { iso } from "../platform/schemas.ts";

/** What a colleague may do, by their name: so that the demo can be tried as each of them. */
const roles: Record<string, "manager" | "employee"> = { "Ana Silva": "manager", "James Wilson": "employee" };

/** The staff sign in too, with the owner's password. Answers their user ids. */
export async function fillColleagues(
  app: App,
  businessId: number,
  employees: { id: number; name: string; email: string }[],
  password: string,
): Promise<number[]> {
  const passwordHash = await hashPassword(password);
  return asSystem(app, businessId, async (context) => {
    const userIds: number[] = [];
    for (const employee of employees) userIds.push(await join(context, employee, passwordHash));
    return userIds;
  });
}

/** As accepting an invitation does. */
async function join(
  context: Context,
  { id, name, email }: { id: number; name: string; email: string },
  passwordHash: string,
): Promise<number> {
  const { db, businessId } = context;
  const now = iso(context.now);
  const user = await db
    .insertInto("users")
    .values({
      name,
      email,
      passwordHash,
      emailVerifiedAt: now,
      timeZone: "America/Los_Angeles",
      createdAt: now,
    } as never)
    .returning(["id", "name", "email"])
    .executeTakeFirstOrThrow();
  await db
    .insertInto("members")
    .values({ businessId, userId: user.id, role: roles[name] ?? "employee", createdAt: now })
    .execute();
  const employee = await findRecord(context, "employees", "employee", id);
  const calendarId = await calendarFor(context, employee, user.id);
  await db
    .updateTable("employees")
    .set({ userId: user.id, calendarId })
    .where("businessId", "=", businessId)
    .where("id", "=", id)
    .execute();
  await welcomeMember(context, user);
  return user.id;
}

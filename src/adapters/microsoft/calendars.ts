import { z } from "zod";
import type { ExternalCalendar } from "../../domain/connections/port.ts";
import { expect } from "../oauth/refusal.ts";
import { type Api, eachPage, graphRefusal } from "./api.ts";

const Me = z.object({ mail: z.string().nullish(), userPrincipalName: z.string() });

/** Personal accounts have no `mail`, and sign in with their address. */
export async function emailOf(api: Api): Promise<string> {
  const reply = await api.call("GET", ["me"], { $select: "mail,userPrincipalName" });
  if (!reply.ok) throw graphRefusal(reply);
  const { mail, userPrincipalName } = expect("Microsoft", Me, reply);
  return (mail ?? userPrincipalName).toLowerCase();
}

const Calendar = z.object({
  id: z.string(),
  name: z.string().nullish(),
  canEdit: z.boolean().nullish(),
  isDefaultCalendar: z.boolean().nullish(),
});

/** The zone is null: it belongs to the mailbox, and reading its settings would take one more permission. */
export async function listCalendars(api: Api): Promise<ExternalCalendar[]> {
  const calendars: ExternalCalendar[] = [];
  const first = await api.call("GET", ["me", "calendars"], { $select: "id,name,canEdit,isDefaultCalendar", $top: 100 });
  await eachPage(api, first, Calendar, ({ id, name, canEdit, isDefaultCalendar }) =>
    calendars.push({
      id,
      name: name ?? id,
      primary: isDefaultCalendar ?? false,
      writable: canEdit ?? false,
      timeZone: null,
    }),
  );
  return calendars;
}

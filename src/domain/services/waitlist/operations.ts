import { sql } from "kysely";
import { conflict, forbidden, notFound, preconditionFailed, rateLimited } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { page } from "../../../platform/page.ts";
import { changeEntry } from "./change.ts";
import { addEntry, joinWaitlist } from "./join.ts";
import { acceptOffer, declineOffer, leaveWaitlist } from "./own.ts";
import {
  EntryChanges,
  EntryDraft,
  EntryId,
  EntrySearch,
  EntryUid,
  JoinDraft,
  JoinedEntry,
  OwnEntry,
  WaitlistEntry,
} from "./schema.ts";
import { pageOfEntries, readEntry, readOwnEntry } from "./view.ts";

const address = "/api/services/waitlist";
const byUid = { handles: ["uid"] };
const OwnUid = EntryUid.strict();

export const listWaitlist = operation({
  name: "waitlist.list",
  http: `GET ${address}`,
  access: "waitlist:read",
  summary: "List who waits for a time, the first in line first",
  description: "Members with the role employee see who waits for them.",
  query: EntrySearch,
  output: page(WaitlistEntry),
  run(context, { serviceId, employeeId, customerId, status, date, ...paging }) {
    const filters = [];
    if (serviceId) filters.push(sql`w.service_id = ${serviceId}`);
    if (employeeId) filters.push(sql`w.employee_id = ${employeeId}`);
    if (customerId) filters.push(sql`w.customer_id = ${customerId}`);
    if (status) filters.push(sql`w.status = any(${status})`);
    if (date) filters.push(sql`w.from_date <= ${date} and w.to_date >= ${date}`);
    return pageOfEntries(context, paging, filters);
  },
});

export const getWaitlistEntry = operation({
  name: "waitlist.get",
  http: `GET ${address}?id`,
  access: "waitlist:read",
  summary: "Get one waitlist entry",
  query: EntryId,
  output: WaitlistEntry,
  errors: [notFound],
  run: (context, { id }) => readEntry(context, id),
});

export const createWaitlistEntry = operation({
  name: "waitlist.create",
  http: `POST ${address}`,
  access: "waitlist:write",
  summary: "Put a customer on the waitlist",
  description:
    "When time frees that suits them, the first in line is offered it by mail, and it is kept for them for the minutes in `waitlistOfferMinutes`. Customers without an email address wait too, but have to be called.",
  body: EntryDraft,
  output: WaitlistEntry,
  status: 201,
  errors: [conflict, forbidden, notFound],
  run: addEntry,
});

export const updateWaitlistEntry = operation({
  name: "waitlist.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "waitlist:write",
  summary: "Change what somebody waits for, take them off the list, or put them back on it",
  description:
    "`status` may be `removed`, or `waiting` for an entry that was removed or has expired, or to take an offer back. The other states come about by themselves.",
  query: EntryId,
  body: EntryChanges,
  output: WaitlistEntry,
  errors: [conflict, forbidden, notFound, preconditionFailed],
  run: (context, { id, ...changes }) => changeEntry(context, id, changes),
});

export const joinAsCustomer = operation({
  name: "waitlist.join",
  http: `POST ${address}/join`,
  access: "public",
  tenant: { subdomain: "subdomain" },
  summary: "Join the waitlist for a service, as its customers do",
  description: "Whoever waits for the service on these days already keeps their place.",
  body: JoinDraft,
  output: JoinedEntry,
  status: 201,
  errors: [conflict, notFound, rateLimited],
  run: joinWaitlist,
});

export const readOwnWaitlistEntry = operation({
  name: "waitlist.own",
  http: `GET ${address}/own`,
  access: "public",
  tenant: byUid,
  summary: "Look at a place on the waitlist, and at the time that is offered, by the handle its customer has",
  query: EntryUid,
  output: OwnEntry,
  errors: [notFound],
  run: (context, { uid }) => readOwnEntry(context, uid),
});

export const acceptWaitlistOffer = operation({
  name: "waitlist.accept",
  http: `POST ${address}/accept`,
  access: "public",
  tenant: byUid,
  summary: "Book the time that the waitlist offers",
  body: OwnUid,
  output: OwnEntry,
  errors: [conflict, notFound],
  run: (context, { uid }) => acceptOffer(context, uid),
});

export const declineWaitlistOffer = operation({
  name: "waitlist.decline",
  http: `POST ${address}/decline`,
  access: "public",
  tenant: byUid,
  summary: "Let an offered time go to the next in line, and go on waiting",
  body: OwnUid,
  output: OwnEntry,
  errors: [conflict, notFound],
  run: (context, { uid }) => declineOffer(context, uid),
});

export const leaveWaitlistAsCustomer = operation({
  name: "waitlist.leave",
  http: `POST ${address}/leave`,
  access: "public",
  tenant: byUid,
  summary: "Leave the waitlist",
  body: OwnUid,
  output: OwnEntry,
  errors: [conflict, notFound],
  run: (context, { uid }) => leaveWaitlist(context, uid),
});

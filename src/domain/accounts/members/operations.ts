import { conflict, missing, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { decodeIdCursor, page, toPage } from "../../../platform/page.ts";
import { Deleted } from "../../../platform/schemas.ts";
import { endMembership } from "../../identity/members/end.ts";
import { refuseBeyondGrant, refuseLastOwner } from "./rules.ts";
import { Member, MemberChanges, MemberId, MemberSearch } from "./schema.ts";
import { changeRole, findMember, listMembers, lockMember } from "./store.ts";

const address = "/api/members";

export const listAllMembers = operation({
  name: "members.list",
  http: `GET ${address}`,
  access: "members:read",
  summary: "List who belongs to the business, with their roles",
  query: MemberSearch,
  output: page(Member),
  async run(context, { role, limit, cursor }) {
    const { rows, total } = await listMembers(context, role, limit, cursor ? decodeIdCursor(cursor) : 0);
    return toPage(rows, limit, total, ({ id }) => [id]);
  },
});

export const getMember = operation({
  name: "members.get",
  http: `GET ${address}?id`,
  access: "members:read",
  summary: "Get one member",
  query: MemberId,
  output: Member,
  errors: [notFound],
  run: (context, { id }) => findMember(context, id),
});

export const changeMember = operation({
  name: "members.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  access: "members:write",
  summary: "Give a member another role",
  description: "Nobody gives more than they have, and the last owner stays one.",
  query: MemberId,
  body: MemberChanges,
  output: Member,
  errors: [notFound, conflict],
  async run(context, { id, role }) {
    const member = await lockMember(context, id);
    refuseBeyondGrant(context.caller, member.role);
    refuseBeyondGrant(context.caller, role);
    if (role !== "owner") refuseLastOwner(member.lastOwner);
    if (role !== member.role) await changeRole(context, id, member.role, role);
    return findMember(context, id);
  },
});

export const removeMember = operation({
  name: "members.delete",
  http: `DELETE ${address}`,
  access: "members:write",
  summary: "Take somebody out of the business, with their API keys for it",
  description: "Their record on the staff list and their appointments stay.",
  query: MemberId,
  output: Deleted,
  errors: [notFound, conflict],
  async run(context, { id }) {
    const member = await lockMember(context, id);
    refuseBeyondGrant(context.caller, member.role);
    refuseLastOwner(member.lastOwner);
    if (!(await endMembership(context, id))) throw missing("member", id);
    return { id, deleted: true as const };
  },
});

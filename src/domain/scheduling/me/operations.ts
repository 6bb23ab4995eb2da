import { conflict, forbidden, notFound } from "../../../platform/errors.ts";
import { operation } from "../../../platform/operation.ts";
import { changeMe } from "./change.ts";
import { readMe } from "./read.ts";
import { Me, MeChanges } from "./schema.ts";

const address = "/api/me";

export const getMe = operation({
  name: "me.get",
  http: `GET ${address}`,
  tool: "get_current_user",
  access: "user",
  appScope: "any",
  summary: "Get who you are to those who book you: profile, time zone, booking page, booking counts",
  description: "What you may do, and how your account is protected, is told by /api/account/me.",
  output: Me,
  errors: [forbidden],
  run: readMe,
});

export const updateMe = operation({
  name: "me.update",
  http: `PATCH ${address}`,
  alsoMethod: "PUT",
  tool: "update_user_profile",
  access: "user",
  // Hours and travel are part of it.
  appScope: "schedules:write",
  summary: "Change the given fields of your profile and leave the others",
  description:
    "Name, bio, picture, time zone, language and clock are yours in every business; username, hours and travel are those in this one. A username that you give up is free for others at once.",
  body: MeChanges,
  output: Me,
  errors: [conflict, forbidden, notFound],
  run: changeMe,
});

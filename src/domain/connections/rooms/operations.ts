import { z } from "zod";
import { file, operation } from "../../../platform/operation.ts";

/** Where the links of sandbox rooms lead: a page that says what they are. */
export const sandboxRoom = operation({
  name: "calendars.sandboxRoom",
  http: "GET /api/sandbox/meet/:room",
  access: "public",
  hidden: true,
  global: true,
  summary: "The page of a sandbox room",
  query: z.object({ room: z.string().max(100) }),
  output: file(z.any(), "text/html"),
  run: async () => ({
    contentType: "text/html; charset=utf-8",
    content:
      '<!doctype html><html lang="en"><meta charset="utf-8"><title>Sandbox room</title><h1>Sandbox room</h1><p>Nobody meets here: this installation has no conferencing service connected.</p></html>',
  }),
});

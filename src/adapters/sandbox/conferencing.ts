import { randomUUID } from "node:crypto";
import type { ConferencingPort } from "../../domain/connections/port.ts";

/** Stands in for Zoom where no credentials are set: its rooms are pages that say so. */
export const sandboxMeetings = (publicUrl: string): ConferencingPort => ({
  mode: "sandbox",
  authorizeUrl: ({ state, redirectUri }) => `${redirectUri}?${new URLSearchParams({ code: "sandbox", state })}`,
  exchange: async () => ({ secret: { sandbox: true }, account: "sandbox@zoom.example" }),
  async put(_account, _meeting, meetingId) {
    const name = meetingId ?? randomUUID();
    return { meetingId: name, url: `${publicUrl}/api/sandbox/meet/${name}` };
  },
  async remove() {},
  async close() {},
});

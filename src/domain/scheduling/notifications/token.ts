import { timingSafeEqual } from "node:crypto";
import type { Context } from "../../../platform/operation.ts";

// The link in a host's mail answers one booking, as that host, without signing in. Its token is made from the booking and
// the host, so nothing is stored that could leak; the attendees, who know the booking's handle, cannot make it.

type Tools = Pick<Context, "services">;

export const answerToken = (context: Tools, uid: string, userId: number): string =>
  `${userId}.${context.services.secrets.mac(`answer-booking:${uid}:${userId}`)}`;

/** The host that a token was made for, or null. */
export function hostOfToken(context: Tools, uid: string, token: string): number | null {
  const userId = Number(/^(\d{1,15})\./.exec(token)?.[1]);
  if (!userId) return null;
  const [given, right] = [Buffer.from(token), Buffer.from(answerToken(context, uid, userId))];
  return given.length === right.length && timingSafeEqual(given, right) ? userId : null;
}

export const answerUrl = (context: Tools, uid: string, userId: number): string =>
  `${context.services.publicUrl}/booking/${uid}/answer?token=${answerToken(context, uid, userId)}`;
export const acceptUrl = (context: Tools, uid: string, userId: number): string =>
  `${context.services.publicUrl}/booking/${uid}/accept?token=${answerToken(context, uid, userId)}`;

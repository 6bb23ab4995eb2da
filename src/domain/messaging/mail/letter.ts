import type { Brand } from "./facts.ts";
import type { Locale } from "./locale.ts";

/** One mail before it has a shape: plain words throughout, so both shapes say the same and each escapes its own. */
export type Letter = {
  locale: Locale;
  brand: Brand;
  subject: string;
  greeting: string;
  title: string;
  paragraphs: string[];
  /** A business's own wording in place of the paragraphs: simple HTML that `simpleHtml` has let through. */
  ownBody?: string;
  rows: Row[];
  action?: Link;
  /** Above the action's address written out, for readers whose button does not work. */
  bareLink?: string;
  /** Below the button. */
  after: string[];
  links: Link[];
  /** Why this person gets this mail. */
  why: string;
  unsubscribe?: Link;
};

/** `struck`: no longer true. */
export type Row = { label: string; lines: string[]; struck?: boolean };
export type Link = { label: string; url: string };

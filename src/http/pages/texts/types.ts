import type { Status } from "../../../domain/services/appointments/schema.ts";
import type { AppsTexts } from "./apps/types.ts";
import type { MeetingTexts } from "./meetings/types.ts";
import type { SettingsTexts } from "./settings/types.ts";

/**
 * What the pages say in one language, beside what the mails say already (messaging/mail/texts). Words in braces are
 * filled in. For translators: the tone of the mails; {when} is a date and a time with its zone, {zone} such as "Berlin
 * time", {day} a date.
 */
export type PageTexts = {
  common: {
    optional: string;
    back: string;
    times: string;
    checkFields: string;
    /** Before the title of a page that shows what was wrong. */
    error: string;
  };
  fields: Record<"name" | "email" | "phone" | "note" | "password" | "newPassword" | "code" | "comment", string>;
  hints: { contact: string; password: string; code: string; comment: string };
  wrong: Record<"name" | "email" | "contact" | "phone" | "note" | "password" | "rating" | "time", string>;
  errors: Record<
    "notFound" | "tooMany" | "foreign" | "malformed" | "impossible" | "incomplete" | "expired" | "spent" | "broken",
    { title: string; text: string }
  >;
  statuses: Record<Status, string>;
  appointment: {
    title: string;
    status: string;
    completed: { title: string; text: string };
    noShow: { title: string; text: string };
    past: { title: string; text: string };
    booked: string;
    requested: string;
    moved: string;
    detailsSent: string;
    keepLink: string;
    cancel: string;
    cancelTitle: string;
    cancelText: string;
    /** Of a visit with several services. */
    visit: string;
    cancelWhat: string;
    cancelOne: string;
    cancelVisit: string;
    reason: string;
    cancelNow: string;
    keep: string;
    moveText: string;
    moveNow: string;
    moveOne: string;
    moveAll: string;
    earlier: string;
    later: string;
    noneOpen: string;
    notOnline: string;
    until: string;
    lost: string;
    bookAgain: string;
  };
  booking: {
    services: string;
    openingHours: string;
    closed: string;
    locations: string;
    noServices: string;
    chooseTime: string;
    free: string;
    group: string;
    needsApproval: string;
    anyone: string;
    day: string;
    timesOn: string;
    showTimes: string;
    previousWeek: string;
    nextWeek: string;
    noneOnDay: string;
    nextOpen: string;
    nothingOpen: string;
    placesLeft: string;
    continue: string;
    yourDetails: string;
    book: string;
    request: string;
    notOpen: string;
    lost: string;
    lostAll: string;
    tooManyRequests: string;
    notBookable: string;
  };
  meeting: MeetingTexts;
  confirm: { title: string; text: string; textNobody: string; approve: string; done: string; doneText: string };
  review: {
    rating: string;
    ratings: [string, string, string, string, string];
    submit: string;
    thanks: string;
    thanksText: string;
    notYet: string;
    already: string;
  };
  form: { sent: string };
  waitlist: {
    nothingSuits: string;
    join: string;
    joinText: string;
    firstDay: string;
    lastDay: string;
    wrongDays: string;
    decline: string;
    left: { title: string; text: string };
    expired: { title: string; text: string };
    declined: string;
    offerGone: string;
  };
  account: {
    mailOnTheWay: string;
    openLink: string;
    businessName: string;
    businessNameHint: string;
    wrongBusinessName: string;
    currency: string;
    verifyText: string;
    magicText: string;
    resetText: string;
    savePassword: string;
    signedInAs: string;
    signedOut: string;
    notSignedIn: string;
    business: string;
    noBusiness: string;
    openDashboard: string;
    bookingPage: string;
    signOut: string;
    forgot: string;
    forgotText: string;
    sendReset: string;
    sendLink: string;
    sent: string;
    wrongSignIn: string;
    secondStep: string;
    continue: string;
    wrongCode: string;
    forWhom: string;
    haveAccount: string;
    existing: string;
    otherAccount: string;
  };
  settings: SettingsTexts;
  apps: AppsTexts;
  home: {
    text: string;
    reference: string;
    outbox: string;
    newAccount: string;
    invited: string;
    version: string;
  };
};

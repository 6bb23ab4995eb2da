import type { Texts } from "../types.ts";

export const account: Texts["account"] = {
  verifyEmail: {
    subject: "Confirm your email address for {product}",
    title: "Confirm your email address",
    intro: "Please confirm that {email} is your address, so that we can reach you there.",
    action: "Confirm address",
    after: "If you did not create an account, ignore this email. Without your confirmation nothing happens.",
  },
  resetPassword: {
    subject: "Reset your password for {product}",
    title: "Choose a new password",
    intro: "Someone asked to reset the password for {email}. If it was you, choose a new one here.",
    action: "Choose a new password",
    after: "If it was not you, ignore this email. Your password stays as it is.",
  },
  magicLink: {
    subject: "Your sign-in link for {product}",
    title: "Sign in to {product}",
    intro: "This link signs you in as {email}, without a password.",
    action: "Sign in",
    after:
      "Do not pass it on: whoever has the link can open your account. If you did not ask for it, ignore this email.",
  },
  invitation: {
    subject: "{inviter} invites you to {business}",
    title: "Join {business}",
    intro: "{inviter} would like you to work with {business} on {product}.",
    action: "Accept invitation",
    after: "If this means nothing to you, ignore this email. Nobody will be told.",
  },
  alreadyRegistered: {
    subject: "You already have an account with {product}",
    title: "You already have an account",
    intro:
      "Someone, probably you, tried to sign up with {email}. There is an account for this address already, so no second one was created.",
    action: "Sign in",
    after: "If you have forgotten your password, you can reset it there. If it was not you, there is nothing to do.",
  },
  passwordChanged: {
    subject: "Your password for {product} was changed",
    title: "Your password was changed",
    intro: "The account {email} has a new password.",
    action: "Reset password",
    after: "If it was not you, reset your password now and check who has access to your account.",
  },
  newSignIn: {
    subject: "New sign-in to {product}",
    title: "A new sign-in to your account",
    intro: "Someone signed in as {email} from a device we have not seen before.",
    action: "Change password",
    after: "If it was you, there is nothing to do. If not, change your password now.",
  },
  calendarFailing: {
    subject: "Your calendar {calendar} needs to be connected again",
    title: "Your calendar is not connected any more",
    intro:
      "We cannot read or write the calendar {calendar} at the moment. Until it works again, what is in it does not keep bookings out.",
    action: "Open calendar settings",
    after: "Connect it once more, with a new password if it has one. Everything else stays as you set it up.",
  },
  calendarEventDeleted: {
    subject: "“{booking}” was deleted from your calendar",
    title: "You deleted an event of a booking",
    intro: "The event for “{booking}” is no longer in your calendar. The booking itself is unchanged.",
    action: "Decide about the booking",
    after: "Cancel the booking, or leave it as it is. Until you decide, nobody is told anything.",
  },
  calendarEventMoved: {
    subject: "“{booking}” was moved in your calendar",
    title: "You moved an event of a booking",
    intro: "The event for “{booking}” has another time in your calendar. The booking itself is unchanged.",
    action: "Decide about the booking",
    after: "Move the booking too, or leave it as it is. Until you decide, nobody is told anything.",
  },
  webhookDisabled: {
    subject: "Your webhook was switched off",
    title: "Your webhook was switched off",
    intro: "What happened could not be delivered to {webhook}, so we have stopped trying.",
    action: "Open webhooks",
    after:
      "Once the receiver works again, switch the webhook on and replay what it missed. Nothing is lost for 30 days.",
  },
};

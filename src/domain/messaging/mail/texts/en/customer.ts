import type { Texts } from "../types.ts";

export const customer: Texts["customer"] = {
  confirmation: {
    subject: "Booked: {service}, {when}",
    title: "Your appointment is booked",
    intro: "{business} is expecting you. Here is everything you need to know.",
  },
  pending: {
    subject: "Request received: {service}, {when}",
    title: "We have received your request",
    intro: "Your appointment is not confirmed yet. You will hear from us as soon as {business} has decided.",
  },
  confirmRequest: {
    subject: "Please confirm: {service}, {when}",
    title: "Please confirm your appointment",
    intro: "One step is left: confirm the appointment, and it is booked.",
    until: "Please confirm by {until}. After that, the time goes back to others.",
    action: "Confirm appointment",
    after: "If you did not ask for this appointment, ignore this email and nothing will be booked.",
  },
  changed: {
    subject: "Changed: {service}, {when}",
    title: "Your appointment has changed",
    intro: "These are the details from now on. The earlier ones no longer apply.",
  },
  cancelled: {
    subject: "Cancelled: {service}, {when}",
    title: "Your appointment is cancelled",
    intro: "The appointment below will not take place. There is nothing you need to do.",
    action: "Book another time",
  },
  rejected: {
    subject: "Not available: {service}, {when}",
    title: "Your request could not be accepted",
    intro: "{business} cannot offer you this appointment. Nothing has been booked.",
    action: "Choose another time",
  },
  reminder: {
    subject: "Reminder: {service}, {when}",
    title: "Your appointment is coming up",
    intro: "{business} looks forward to seeing you.",
    action: "Confirm that you are coming",
  },
  waitlistOffer: {
    subject: "A place is free: {service}, {when}",
    title: "A place has opened up for you",
    intro: "You are on the waitlist of {business}, and this time has become free.",
    until: "You can accept it until {until}. After that, we offer it to the next person.",
    action: "Take this appointment",
    after: "Nothing is booked until you accept.",
  },
  waitlistJoined: {
    subject: "On the waitlist: {service}, {when}",
    title: "You are on the waitlist",
    intro: "We will write to you as soon as a place opens up at {business}. Nothing is booked yet.",
  },
  reviewRequest: {
    subject: "How was your visit to {business}?",
    title: "How was your visit?",
    intro: "A few words from you help {business}, and everyone who is still deciding. It takes a minute.",
    action: "Write a review",
  },
};

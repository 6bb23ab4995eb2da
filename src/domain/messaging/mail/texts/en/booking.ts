import type { Texts } from "../types.ts";

export const booking: Texts["booking"] = {
  bookingConfirmed: {
    subject: "Booked: {event}, {when}",
    title: "Your booking is confirmed",
    intro: "You will meet {host}. Here is everything you need to know.",
  },
  bookingRequested: {
    subject: "Request received: {event}, {when}",
    title: "We have received your request",
    intro: "Your booking is not confirmed yet. You will hear from us as soon as {host} has answered.",
  },
  bookingRejected: {
    subject: "Declined: {event}, {when}",
    title: "Your request was declined",
    intro: "{host} cannot meet you at this time. Nothing has been booked.",
  },
  bookingMoved: {
    subject: "Moved: {event}, {when}",
    title: "Your booking has moved",
    intro: "The new time applies from now on. The earlier one no longer does.",
  },
  bookingChanged: {
    subject: "Changed: {event}, {when}",
    title: "Your booking has changed",
    intro: "The time stays as it is. These are the details from now on.",
  },
  bookingCancelled: {
    subject: "Cancelled: {event}, {when}",
    title: "Your booking is cancelled",
    intro: "You are no longer expected at the time below. There is nothing you need to do.",
    action: "Book another time",
  },
  bookingInvitation: {
    subject: "Invitation: {event}, {when}",
    title: "You are invited",
    intro: "{attendee} would like you to be there when they meet {host}.",
  },
  hostBooked: {
    subject: "New: {attendee}, {event}, {when}",
    title: "You have a new booking",
    intro: "The time is reserved in your calendar.",
  },
  hostRequest: {
    subject: "Please answer: {attendee}, {event}, {when}",
    title: "A request awaits your answer",
    intro: "{attendee} would like to meet you. Nothing is booked until you confirm.",
    until: "Please answer by {until}. After that, the request lapses.",
    action: "Confirm or decline",
  },
  hostMoved: {
    subject: "Moved: {attendee}, {event}, {when}",
    title: "One of your bookings has moved",
    intro: "The new time is reserved in your calendar, and the earlier one is free again.",
  },
  hostChanged: {
    subject: "Changed: {attendee}, {event}, {when}",
    title: "One of your bookings has changed",
    intro: "The time stays as it is. These are the details from now on.",
  },
  hostCancelled: {
    subject: "Cancelled: {attendee}, {event}, {when}",
    title: "One of your bookings is cancelled",
    intro: "The time is free in your calendar again.",
  },
  hostSeatCancelled: {
    subject: "Place cancelled: {attendee}, {event}, {when}",
    title: "Somebody will not come",
    intro: "{attendee} is no longer expected. The others remain booked.",
  },
  hostAssigned: {
    subject: "Now yours: {attendee}, {event}, {when}",
    title: "A booking was given to you",
    intro: "The time is reserved in your calendar.",
  },
  hostReleased: {
    subject: "No longer yours: {attendee}, {event}, {when}",
    title: "A booking is no longer yours",
    intro: "Somebody else takes it over, and the time is free in your calendar again.",
  },
  hostInstant: {
    subject: "Waiting now: {attendee}, {event}",
    title: "Somebody is waiting to meet right now",
    intro: "{attendee} would like to start at once. Whoever accepts first has the meeting.",
    until: "You can accept until {until}.",
    action: "Accept the meeting",
  },
  hostInstantTaken: {
    subject: "Already taken: {attendee}, {event}",
    title: "A colleague has taken the meeting",
    intro: "There is nothing left for you to do about it.",
  },
  hostInstantWithdrawn: {
    subject: "Withdrawn: {attendee}, {event}",
    title: "Nobody is waiting any more",
    intro: "The meeting was called off before anybody took it. There is nothing left for you to do about it.",
  },
};

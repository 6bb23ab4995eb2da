import type { Texts } from "../types.ts";

export const employee: Texts["employee"] = {
  employeeNew: {
    subject: "New: {customer}, {service}, {when}",
    title: "A new appointment for you",
    intro: "It is in your calendar at {business}.",
  },
  employeeChanged: {
    subject: "Changed: {customer}, {service}, {when}",
    title: "One of your appointments has changed",
    intro: "Your calendar at {business} is up to date. These are the details from now on.",
  },
  employeeCancelled: {
    subject: "Cancelled: {customer}, {service}, {when}",
    title: "One of your appointments is cancelled",
    intro: "It no longer takes up time in your calendar at {business}.",
  },
  employeeSeatCancelled: {
    subject: "Place cancelled: {customer}, {service}, {when}",
    title: "Somebody will not come",
    intro: "The place of {customer} has been cancelled. The others remain booked.",
  },
  employeeReleased: {
    subject: "No longer yours: {customer}, {service}, {when}",
    title: "An appointment is no longer yours",
    intro: "It takes place without you, and the time is free in your calendar again.",
  },
};
